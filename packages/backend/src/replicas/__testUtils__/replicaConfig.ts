import { JsonObject } from '@backstage/types';
import { Simulator } from '@cloudflare-backstage/cloudflare-simulator';
import { SharedServers } from './sharedServers';

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
/** Of the Access log, which is sealed a day at a time. */
const SETTLES_AFTER_HOURS = 1;

/** What each replica believes that it may use; more than Cloudflare allows, when a test says so. */
export const BUDGET = {
  requests: 100_000,
  windowSeconds: 60,
  share: 0.8,
  concurrency: 2,
};

/** Nothing is due before a test says so. */
const whenToldTo = {
  frequency: { trigger: 'manual' },
  timeout: { minutes: 2 },
};

/** The configuration of a replica: all that is shared is the same in each. */
export function replicaConfig(
  options: SharedServers & {
    url: string;
    port: number;
    /** Of names of databases and of keys in the cache. */
    prefix: string;
    simulator: Simulator;
  },
): JsonObject {
  const { postgres, redis, url, port, prefix, simulator } = options;
  return {
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: {
        client: 'pg',
        connection: postgres,
        prefix,
        knexConfig: { pool: { min: 0, max: 8 } },
      },
      cache: {
        store: 'redis',
        connection: redis,
        redis: { client: { namespace: prefix } },
      },
    },
    permission: { enabled: true },
    catalog: {
      processingInterval: { hours: 1 },
      rules: [{ allow: ['Resource'] }],
    },
    cloudflare: {
      accountId: simulator.accountId,
      apiToken: simulator.apiToken,
      apiBaseUrl: simulator.url,
      budget: BUDGET,
      defaults: { owner: 'group:default/platform' },
      entityProvider: { schedule: whenToldTo },
      scorecards: { schedule: { ...whenToldTo, initialDelay: { seconds: 1 } } },
      evidence: {
        accessLogRetention: { hours: hoursOfOneSettledDay(Date.now()) },
        schedules: {
          accessAudit: whenToldTo,
          accountAudit: false,
          r2Lifecycle: false,
          deploymentProvenance: false,
          tokenInventory: false,
          inventory: false,
          scorecard: false,
        },
      },
    },
  };
}

/**
 * Hours back to the begin of the last day of which the log has settled: there is
 * one day to seal, at any time of the day.
 */
function hoursOfOneSettledDay(now: number): number {
  const settled = now - SETTLES_AFTER_HOURS * MS_PER_HOUR;
  const begin = Math.floor(settled / MS_PER_DAY) * MS_PER_DAY - MS_PER_DAY;
  return Math.ceil((now - begin) / MS_PER_HOUR);
}
