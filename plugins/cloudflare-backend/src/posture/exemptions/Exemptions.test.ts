import { ExemptibleEntity, ExemptionEntry, Exemptions } from './Exemptions';

const now = new Date('2026-03-10T00:00:00Z');
const entry: ExemptionEntry = {
  id: 'a',
  checkId: 'queue.dlq',
  entityRef: 'resource:default/cf-queue-orders',
  reason: 'It is known',
  requestedBy: 'user:default/jane',
  approvedBy: 'user:default/joe',
  approvedAt: '2026-03-01T00:00:00.000Z',
  expiresAt: '2026-04-01T00:00:00.000Z',
  status: 'approved',
};
const orders: ExemptibleEntity = {
  entityRef: 'resource:default/cf-queue-orders',
  subject: 'queues',
  account: 'default',
  owner: 'group:default/shop',
  system: 'system:default/storefront',
  name: 'orders',
};

function holds(changed: Partial<ExemptionEntry>, entity = orders, at = now) {
  const exemptions = new Exemptions([{ ...entry, ...changed }]);
  return exemptions.of('queue.dlq', 'fail', entity, at) !== undefined;
}

describe('an exemption', () => {
  it('holds when it is approved, from its approval to its end', () => {
    expect(holds({})).toBe(true);
    for (const status of ['pending', 'denied', 'revoked'] as const) {
      expect(holds({ status })).toBe(false);
    }
    const at = (time: string) => holds({}, orders, new Date(time));
    expect(at('2026-02-28T23:59:59Z')).toBe(false);
    expect(at('2026-03-31T23:59:59Z')).toBe(true);
    expect(at('2026-04-01T00:00:00Z')).toBe(false);
  });

  it('changes what fails, is stale or unknown, and nothing else', () => {
    const exemptions = new Exemptions([entry]);
    const changed = (
      ['pass', 'fail', 'stale', 'unknown', 'not-applicable', 'exempt'] as const
    ).filter(state => exemptions.of('queue.dlq', state, orders, now));
    expect(changed).toEqual(['fail', 'stale', 'unknown']);
    expect(exemptions.of('queue.lag', 'fail', orders, now)).toBeUndefined();
  });

  it('means its entity, or all that fit every part of its filter', () => {
    const other = { ...orders, entityRef: 'resource:default/cf-queue-other' };
    expect(holds({}, other)).toBe(false);
    const byFilter = (filter: ExemptionEntry['filter'], entity = orders) =>
      holds({ entityRef: undefined, filter }, entity);
    expect(byFilter({ subject: 'queues', name: 'ord*' })).toBe(true);
    expect(byFilter({ subject: 'queues', name: 'mail*' })).toBe(false);
    expect(byFilter({ subject: 'kv', name: 'ord*' })).toBe(false);
    expect(byFilter({ account: 'default' })).toBe(true);
    expect(byFilter({ account: 'other' })).toBe(false);
    expect(byFilter({ owner: 'group:default/shop' })).toBe(true);
    expect(byFilter({ system: 'system:default/other' })).toBe(false);
    const unowned = { ...orders, owner: undefined };
    expect(byFilter({ owner: 'group:default/shop' }, unowned)).toBe(false);
  });

  it('is, of several, the one that holds longest', () => {
    const longer = { ...entry, id: 'b', expiresAt: '2026-05-01T00:00:00.000Z' };
    const exemptions = new Exemptions([entry, longer]);
    expect(exemptions.of('queue.dlq', 'fail', orders, now)?.id).toBe('b');
  });

  it('is expired after its end, and expiring in the 14 days before', () => {
    const exemptions = new Exemptions([
      entry,
      { ...entry, id: 'b', status: 'revoked' },
    ]);
    const told = (time: string) =>
      exemptions
        .at(new Date(time))
        .map(({ status, expiring }) => `${status} ${expiring}`);
    expect(told('2026-03-17T23:59:59Z')).toEqual([
      'approved false',
      'revoked false',
    ]);
    expect(told('2026-03-18T00:00:00Z')[0]).toBe('approved true');
    expect(told('2026-04-01T00:00:00Z')).toEqual([
      'expired false',
      'revoked false',
    ]);
  });
});
