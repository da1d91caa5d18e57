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
 * one reading of the log for many of them, which is kept for a while.
 */
export class AuditEvents {
  private readonly readings = new LRUCache<string, KeptReading>({
    max: MOST_READINGS,
  });

  constructor(private readonly now: () => number = Date.now) {}

  /** The events of each deployment, in their order. */
  async find(
    account: CloudflareAccount,
    deployments: readonly SoughtDeployment[],
  ): Promise<{
    found: DeploymentAuditEvents[];
    problems: CloudflareProblem[];
  }> {
    if (deployments.length === 0) {
      return { found: [], problems: [] };
    }
    const stretches = stretchesOf(deployments.map(auditWindowOf));
    const key = JSON.stringify([account.accountId, stretches]);
    const known = this.readings.get(key);
    const { candidates, problems } =
      known && known.goodUntil > this.now()
        ? await known.reading
        : await this.read(key, account, stretches);
    return { found: deployments.map(each => candidates.of(each)), problems };
  }

  /** A log that is read for one caller is kept for others: no signal ends it. */
  private async read(
    key: string,
    { client }: CloudflareAccount,
    stretches: readonly Interval[],
  ): Promise<Reading> {
    const now = this.now();
    const reading = readAuditLog(client, stretches, {
      mostPages: MOST_PAGES,
      now,
    }).then(log => ({
      candidates: new AuditCandidates(log),
      problems: log.stretches.flatMap(({ problem }) => problem ?? []),
    }));
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
}
