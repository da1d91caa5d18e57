import {
  CloudflareProblem,
  Product,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { LRUCache } from 'lru-cache';
import { Caller } from '../routing/route';
import {
  CatalogAsked,
  CataloguedDeployment,
  deployedProducts,
  DeploymentsQuestion,
  isAskedFor,
  leftOut,
  readCataloguedDeployments,
} from './cataloguedDeployments';

/** No longer than the answers are kept that all callers of a kind share. */
const KEPT_MS = 30_000;
/** Of all users together. */
const MOST_DEPLOYMENTS = 20_000;

type Deployments = readonly CataloguedDeployment[];

interface Kept {
  deployments: Deployments;
  /** Milliseconds since the epoch. */
  askedAt: number;
}

/**
 * What serves production, as the catalog shows it to each caller. What it shows
 * a user is remembered for half a minute, for that user alone.
 */
export class DeploymentsInSight {
  private readonly kept = new LRUCache<string, Kept>({
    maxSize: MOST_DEPLOYMENTS,
    sizeCalculation: ({ deployments }) => deployments.length + 1,
  });
  private readonly underWay = new Map<string, Promise<Deployments>>();

  constructor(
    private readonly asked: CatalogAsked,
    private readonly now: () => number = Date.now,
  ) {}

  async read(question: DeploymentsQuestion): Promise<{
    deployments: CataloguedDeployment[];
    /** The products that the caller may not read. */
    problems: CloudflareProblem[];
  }> {
    const { caller, signal } = question;
    const isAsked = isAskedFor(question);
    const readable = deployedProducts.filter(({ permission }) =>
      caller.may(permission),
    );
    const deployments = await this.seenBy(caller, readable, signal);
    return {
      deployments: deployments.filter(isAsked),
      problems: deployedProducts
        .filter(product => !readable.includes(product))
        .map(leftOut),
    };
  }

  private seenBy(
    caller: Caller,
    readable: readonly Product[],
    signal: AbortSignal,
  ): Deployments | Promise<Deployments> {
    const { principal } = caller.credentials as {
      principal?: { userEntityRef?: string };
    };
    const user = principal?.userEntityRef;
    if (user === undefined) {
      return readCataloguedDeployments(this.asked, readable, caller, signal);
    }
    // What a user may read no more, or may read now, counts at once.
    const key = JSON.stringify([user, readable.map(({ id }) => id)]);
    const known = this.kept.get(key);
    // A clock that was put back must not keep it for longer.
    return known && Math.abs(this.now() - known.askedAt) < KEPT_MS
      ? known.deployments
      : this.underWay.get(key) ?? this.readToKeep(key, caller, readable);
  }

  /** What is read for one request is kept for others: no signal ends it. */
  private async readToKeep(
    key: string,
    caller: Caller,
    readable: readonly Product[],
  ): Promise<Deployments> {
    const { signal } = new AbortController();
    const askedAt = this.now();
    const reading = readCataloguedDeployments(
      this.asked,
      readable,
      caller,
      signal,
    );
    this.underWay.set(key, reading);
    try {
      const deployments = await reading;
      this.kept.set(key, { deployments, askedAt });
      return deployments;
    } finally {
      this.underWay.delete(key);
    }
  }
}
