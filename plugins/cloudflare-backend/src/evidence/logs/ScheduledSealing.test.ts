import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { Knex } from 'knex';
import { databases, openTestDatabase } from '../__testUtils__/testDatabases';
import { keepingOf } from './__testUtils__/keepingOf';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const now = '2026-10-20T02:30:00Z';
const { signal } = new AbortController();

describe.each(databases.eachSupportedId())('ScheduledSealing on %s', id => {
  let knex: Knex;
  let simulator: Simulator;
  beforeEach(async () => {
    knex = await openTestDatabase(id);
    simulator = await startSimulator({ now: new Date(now), quota: 'off' });
  });
  afterEach(() => simulator.close());

  const keeping = () => keepingOf({ simulator, knex, now, config: {} });

  it('seals days of what is not captured when there is something in them', async () => {
    const { sealing, account, kinds, sealed } = await keeping();
    const collect = jest.fn(async ({ window }) => {
      const day = window.from.toISOString().slice(0, 10);
      const records = day === '2026-10-17' ? [{ id: 'deployed' }] : [];
      return {
        subject: { account: account.accountId },
        records,
        count: records.length,
        gaps: day === '2026-10-18' ? [{ reason: 'unavailable' }] : [],
      };
    });
    kinds['deployment-provenance'] = {
      ...kinds['access-audit'],
      settlesAfterHours: 24,
      collect,
    };
    await sealing.seal(account, 'deployment-provenance', signal);
    expect(await sealed()).toEqual([
      ['2026-10-17', 'complete', 1],
      ['2026-10-18', 'partial', 0],
    ]);
    expect(collect).toHaveBeenCalledTimes(7);
    await sealing.seal(account, 'deployment-provenance', signal);
    // Only what was not complete is looked at again.
    expect(collect).toHaveBeenCalledTimes(8);
  });

  it('seals a past day of which nothing was read, but no such state', async () => {
    const { sealing, account, kinds, sealed, warned } = await keeping();
    const kind = 'token-inventory';
    kinds[kind] = {
      ...kinds['access-audit'],
      collect: async () => ({
        subject: { account: account.accountId },
        records: [],
        count: 0,
        gaps: [{ reason: 'forbidden' }],
        unread: { kind: 'forbidden', message: 'The token lacks a permission' },
      }),
    };
    const [from, to] = ['2026-10-18', '2026-10-19'].map(Date.parse);
    const order = { account, kind, variant: 'pseudonymous' } as const;
    await sealing.attempt({ ...order, day: { from, to } }, signal);
    await sealing.attempt(order, signal);
    expect(await sealed()).toEqual([['2026-10-18', 'partial', 0]]);
    expect(warned()[1]).toMatch(/could not be made.*lacks a permission/);
  });
});
