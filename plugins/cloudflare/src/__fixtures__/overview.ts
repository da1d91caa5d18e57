import {
  AccountStatus,
  ProductStatus,
  ProvenanceCounts,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A time some minutes ago. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE_MS).toISOString();
}

/** A time some days from now. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString();
}

/** An account with nothing the matter. */
export function accountStatus(
  changes?: Partial<Omit<AccountStatus, 'token'>> & {
    token?: Partial<AccountStatus['token']>;
  },
): AccountStatus {
  return {
    key: 'default',
    accountId: '6f1ed0c0ffee4a7b9d2e11aa22bb33cc',
    name: 'Acme',
    entityRef: 'resource:default/cf-account',
    dashboardUrl:
      'https://dash.cloudflare.com/6f1ed0c0ffee4a7b9d2e11aa22bb33cc',
    budget: { limit: 600, used: 150, windowSeconds: 300 },
    ...changes,
    token: { status: 'active', owner: 'account', ...changes?.token },
  };
}

/** A product with nothing the matter. */
export function productStatus(changes?: Partial<ProductStatus>): ProductStatus {
  return {
    account: 'default',
    product: 'workers',
    title: 'Workers',
    state: 'available',
    resources: 2,
    lastCompleteSync: minutesAgo(5),
    ...changes,
  };
}

/** A run of the sync with nothing the matter. */
export function syncRun(changes?: Partial<SyncRun>): SyncRun {
  return {
    account: 'default',
    run: 7,
    startedAt: minutesAgo(5),
    finishedAt: minutesAgo(4),
    outcome: 'succeeded',
    requests: 42,
    products: [],
    ...changes,
  };
}

/** What a run did of one product. */
export function syncReport(
  changes?: Partial<SyncRun['products'][number]>,
): SyncRun['products'][number] {
  return {
    product: 'workers',
    listed: 2,
    complete: true,
    added: 0,
    changed: 0,
    removed: 0,
    held: 0,
    detailsRead: 2,
    detailsPending: 0,
    problems: [],
    ...changes,
  };
}

/** How many deployments there are of each state. */
export function provenanceCounts(
  states?: Partial<ProvenanceCounts['states']>,
): ProvenanceCounts {
  const all = {
    complete: 0,
    partial: 0,
    none: 0,
    conflict: 0,
    unknown: 0,
    ...states,
  };
  const total = Object.values(all).reduce((sum, count) => sum + count, 0);
  const known = total - all.unknown;
  return {
    total,
    states: all,
    withCommit: all.complete + all.partial,
    withCiRun: all.complete,
    withAuditEvent: known,
    unknown: {
      commit: all.unknown,
      ciRun: all.unknown,
      auditEvent: all.unknown,
    },
  };
}
