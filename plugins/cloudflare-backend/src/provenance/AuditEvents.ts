import { ReadOptions } from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  DeploymentAuditEvents,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { LRUCache } from 'lru-cache';
import { Interval } from '../evidence/logs/intervals';
import {
  AuditCandidates,
  auditWindowOf,
  SoughtDeployment,
} from './auditCandidates';
import { readAuditLog, stretchesOf } from './auditLog';

const KEEP_MS = 300_000;
/** For how long a failure is not tried anew. */
const REST_MS = 15_000;
/** 20,000 events of an account. */
const MOST_PAGES = 20;
const MOST_READINGS = 8;
const MOST_SETTLED = 20_000;

interface Reading {
  candidates: AuditCandidates;
  problems: CloudflareProblem[];
}

interface KeptReading {
  reading: Promise<Reading>;
  /** Milliseconds since the epoch. */
  goodUntil: number;
}

/**
 * Finds the events of the accounts' audit logs that tell of deployments, with
 * one reading of the log for many of them, which is kept for a while. Whoever
 * reads the log for themselves, again and again, does not read again what is
 * past and was read whole.
 */
export class AuditEvents {
  private readonly readings = new LRUCache<string, KeptReading>({
    max: MOST_READINGS,
  });
  /** What is known for good. */
  private readonly settled = new LRUCache<string, DeploymentAuditEvents>({
    max: MOST_SETTLED,
  });

  constructor(private readonly now: () => number = Date.now) {}

  /**
   * The events of each deployment, in their order.
   *
   * @param reading - how the log is read, by whoever shares it with nobody
   */
  async find(
    account: CloudflareAccount,
    deployments: readonly SoughtDeployment[],
    reading?: ReadOptions,
  ): Promise<{
    found: DeploymentAuditEvents[];
    problems: CloudflareProblem[];
  }> {
    const ids = deployments.map(each =>
      JSON.stringify([account.accountId, each]),
    );
    // Without those, callers would ask for other times, and share no reading.
    const known = ids.map(id => (reading ? this.settled.get(id) : undefined));
    const open = deployments.filter((_, i) => !known[i]);
    if (open.length === 0) {
      return { found: known.flatMap(events => events ?? []), problems: [] };
    }
    const stretches = stretchesOf(open.map(auditWindowOf));
    const { candidates, problems } = await this.readingOf(
      account,
      stretches,
      reading,
    );
    const found = deployments.map((each, i) => {
      const events = known[i] ?? candidates.of(each);
      if (events.reason === undefined) {
        this.settled.set(ids[i], events);
      }
      return events;
    });
    return { found, problems };
  }

  private readingOf(
    account: CloudflareAccount,
    stretches: readonly Interval[],
    options: ReadOptions | undefined,
  ): Promise<Reading> {
    if (options) {
      return this.read(account, stretches, options);
    }
    const key = JSON.stringify([account.accountId, stretches]);
    const known = this.readings.get(key);
    return known && known.goodUntil > this.now()
      ? known.reading
      : this.readForAll(key, account, stretches);
  }

  /** A log that is read for one caller is kept for others: no signal ends it. */
  private async readForAll(
    key: string,
    account: CloudflareAccount,
    stretches: readonly Interval[],
  ): Promise<Reading> {
    const now = this.now();
    const reading = this.read(account, stretches);
    const kept: KeptReading = { reading, goodUntil: now + KEEP_MS };
    this.readings.set(key, kept);
    try {
      const { problems } = await reading;
      if (problems.length > 0) {
        kept.goodUntil = now + REST_MS;
      }
    } catch (error) {
      kept.goodUntil = now;
      throw error;
    }
    return reading;
  }

  private async read(
    { client }: CloudflareAccount,
    stretches: readonly Interval[],
    options?: ReadOptions,
  ): Promise<Reading> {
    const log = await readAuditLog(client, stretches, {
      mostPages: MOST_PAGES,
      now: this.now(),
      reading: options,
    });
    return {
      candidates: new AuditCandidates(log),
      problems: log.stretches.flatMap(({ problem }) => problem ?? []),
    };
  }
}
