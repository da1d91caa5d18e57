import { entityOf, MemoryPosture, resultOf } from './memoryPosture';
import { ExemptionEntry } from '../exemptions/Exemptions';
import { StoredEntity } from '../StoredPosture';

/** When the last evaluation of {@link seededPosture} finished. */
export const EVALUATED = new Date(Date.now() - 60_000);
const HOUR = 3_600_000;

const before = (hours: number) => new Date(EVALUATED.getTime() - hours * HOUR);

/** By the reviewed file, one result is exempt. */
export const seededExemption: ExemptionEntry = {
  id: 'public-ledger',
  checkId: 'r2.not-public',
  entityRef: 'resource:default/ledger',
  reason: 'It is published by law',
  requestedBy: 'user:default/jane',
  approvedBy: 'group:default/security',
  approvedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: new Date(Date.now() + 5 * 24 * HOUR).toISOString(),
  status: 'approved',
};

/** Of two teams, `shop` and `data`. */
export function seededEntities(at: Date, queueState: 'pass' | 'fail') {
  const since = before(1).toISOString();
  return [
    entityOf('orders', {
      title: 'Orders of the shop',
      owner: 'group:default/shop',
      system: 'system:default/sales',
      components: ['component:default/web'],
      results: [
        resultOf('queue.dlq', queueState, at, {
          since: queueState === 'fail' ? since : before(48).toISOString(),
          facts: { consumersWithoutDlq: 1 },
          findings: ['orders: no dead-letter queue'],
          findingsTotal: 1,
        }),
        resultOf('queue.backlog', 'pass', at),
      ],
    }),
    entityOf('ledger', {
      subject: 'r2',
      owner: 'group:default/data',
      components: ['component:default/books'],
      results: [
        resultOf('r2.lifecycle', 'pass', at),
        resultOf('r2.lock', 'unknown', at, { reason: 'forbidden' }),
        resultOf('r2.not-public', 'exempt', at, { exemption: 'public-ledger' }),
      ],
    }),
    entityOf('web', {
      subject: 'component',
      owner: 'group:default/shop',
      system: 'system:default/sales',
      results: [resultOf('coverage.linked', 'pass', at)],
    }),
    entityOf('books', {
      subject: 'component',
      owner: 'group:default/data',
      results: [resultOf('coverage.linked', 'fail', at)],
    }),
    entityOf('cf-account', {
      subject: 'account',
      owner: 'group:default/shop',
      results: [
        resultOf('coverage.components', 'fail', at, {
          facts: { first: true, total: 2, linked: 1, excluded: 3, share: 50 },
          thresholds: { share: 95 },
          findings: ['books', 'something else'],
          findingsTotal: 2,
        }),
      ],
    }),
  ] satisfies StoredEntity[];
}

/** Two days of evaluations; the last one found the queue without a dead-letter queue. */
export function seededPosture() {
  const store = new MemoryPosture();
  for (const hours of [49, 48, 25, 24]) {
    store.add(before(hours), seededEntities(before(hours), 'pass'));
  }
  const entities = seededEntities(EVALUATED, 'fail');
  store.add(EVALUATED, entities);
  return { store, entities, before };
}

/** Who sees what of {@link seededPosture}. */
export const seededUsers = {
  shop: {
    shown: [
      'resource:default/orders',
      'resource:default/cf-account',
      'component:default/web',
      'group:default/shop',
      'system:default/sales',
    ],
  },
  nobody: { shown: 'none' as const },
  'without-r2': { denied: ['cloudflare.read.r2'] },
  'without-posture': {
    denied: ['cloudflare.read.posture', 'cloudflare.sync'],
  },
};
