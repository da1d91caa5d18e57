import {
  checks,
  cloudflarePermissions,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Exemptions } from '../../posture/exemptions/Exemptions';
import {
  entityOf,
  MemoryPosture,
  resultOf,
} from '../../posture/__testUtils__/memoryPosture';
import { PostureReadStore } from '../../posture/StoredPosture';
import { PostureStore } from '../../posture/store/PostureStore';
import { PostureWriter } from '../../posture/store/PostureWriter';
import { collected } from '../__testUtils__/logsOf';
import { openTestDatabase } from '../__testUtils__/testDatabases';
import { recordTime } from './recordTime';
import { scorecard } from './scorecard';

const account = { key: 'labs', accountId: 'a1' } as CloudflareAccount;
const HOUR = 3_600_000;

function kindOf(
  store: PostureReadStore,
  status: 'approved' | 'revoked' = 'approved',
) {
  return scorecard({
    store,
    exemptions: new Exemptions([
      {
        id: 'e1',
        checkId: 'queue.dlq',
        entityRef: 'resource:default/a',
        reason: 'jane@acme.example said so',
        requestedBy: 'user:default/jane',
        approvedBy: 'group:default/security',
        approvedAt: '2026-01-01T00:00:00.000Z',
        expiresAt: new Date(Date.now() + 24 * HOUR).toISOString(),
        status,
      },
    ]),
    config: { thresholds: { 'queue.backlog': { most: 12.5 } } } as never,
  });
}

function evaluated(hoursAgo: number) {
  const at = new Date(Date.now() - hoursAgo * HOUR);
  const store = new MemoryPosture();
  store.add(at, [
    entityOf('a', {
      account: 'labs',
      results: [
        resultOf('queue.dlq', 'exempt', at, { exemption: 'e1' }),
        resultOf('queue.backlog', 'fail', at, {
          facts: { share: 0.5, nothing: null, names: ['x'] },
          findings: ['sam@acme.example is behind'],
        }),
      ],
    }),
    entityOf('other', {
      account: 'prod',
      results: [resultOf('queue.dlq', 'pass', at)],
    }),
    entityOf('web', {
      subject: 'component',
      results: [resultOf('coverage.linked', 'pass', at)],
    }),
  ]);
  return store;
}

describe('evidence of scorecards', () => {
  it('exempts nothing by what is not approved any more', async () => {
    const kind = kindOf(evaluated(1), 'revoked');
    const { records } = await collected(kind, { account });
    expect(
      records.find(({ exemption, type }) => exemption && type === 'result'),
    ).toBeUndefined();
    expect(records).toContainEqual(
      expect.objectContaining({ checkId: 'queue.dlq', state: 'stale' }),
    );
  });

  it('holds the results of the account with exemptions and thresholds', async () => {
    const { records, gaps } = await collected(kindOf(evaluated(1)), {
      account,
    });
    expect(gaps).toEqual([]);
    expect(records).toHaveLength(3 + 1 + checks.length);
    const byId = new Map(records.map(record => [record.id, record]));
    expect(byId.get('result queue.backlog resource:default/a')).toMatchObject({
      type: 'result',
      state: 'fail',
      // Numbers that are not whole are texts.
      facts: { share: '0.5', nothing: null, names: ['x'] },
      findings: ['***@acme.example is behind'],
    });
    expect(byId.get('result queue.dlq resource:default/a')).toMatchObject({
      state: 'exempt',
      exemption: 'e1',
    });
    expect(byId.get('exemption e1')).toMatchObject({
      status: 'approved',
      reason: '***@acme.example said so',
      requestedBy: 'user:default/jane',
    });
    expect(byId.get('threshold queue.backlog')).toMatchObject({
      thresholds: { most: '12.5' },
    });
    expect(byId.has('result coverage.linked component:default/web')).toBe(true);
    expect(byId.has('result queue.dlq resource:default/other')).toBe(false);
  });

  it('is partial when the last evaluation is old, and says nothing of now', async () => {
    const { records, gaps } = await collected(kindOf(evaluated(3)), {
      account,
    });
    expect(gaps).toEqual([{ what: 'evaluation', reason: 'unavailable' }]);
    expect(
      records.find(
        ({ id }) => id === 'result queue.backlog resource:default/a',
      ),
    ).toMatchObject({ state: 'stale' });
  });

  it('is unread before the first evaluation', async () => {
    const kind = kindOf(new MemoryPosture());
    const { records, gaps } = await collected(kind, { account });
    expect([records, gaps]).toEqual([
      [],
      [{ what: 'evaluation', reason: 'unavailable' }],
    ]);
  });

  it('tells the figures of the last evaluation, and when they were read', async () => {
    const knex = await openTestDatabase('SQLITE_3');
    const store = new PostureStore(knex);
    const writer = new PostureWriter(knex, HOUR);
    const now = Date.now();
    const day = now - (now % (24 * HOUR)) + 1;
    for (const [at, withTtlPercent] of [
      [day, 98],
      [now, 3],
    ] as const) {
      const time = new Date(at);
      const before = await store.current();
      const running = await writer.begin(time);
      const entity = entityOf('a', {
        subject: 'kv',
        account: 'labs',
        results: [
          resultOf('kv.ttl', 'fail', time, {
            since: '2026-01-01T00:00:00.000Z',
            facts: { withTtlPercent },
          }),
        ],
      });
      const outcome = { entities: [entity], requests: 0, problems: [] };
      await writer.commit(running!, time, outcome, before);
    }
    expect(await knex('posture_changes')).toEqual([]);
    const { records } = await collected(kindOf(store), { account });
    expect(
      records.find(({ id }) => id === 'result kv.ttl resource:default/a'),
    ).toMatchObject({
      facts: { withTtlPercent: 3 },
      observedAt: recordTime(new Date(now).toISOString()),
    });
  });

  it('tells results and the evaluation that found them', async () => {
    const store = evaluated(1);
    let reads = 0;
    const read = store.current.bind(store);
    jest.spyOn(store, 'current').mockImplementation(async () => {
      const before = await read();
      reads += 1;
      if (reads <= 1) {
        store.add(new Date(), []);
      }
      return before;
    });
    const { records } = await collected(kindOf(store), { account });
    expect([reads, records.some(({ type }) => type === 'result')]).toEqual([
      2,
      false,
    ]);
  });

  it('is unread while evaluations finish faster than one is read', async () => {
    const store = evaluated(1);
    jest.spyOn(store, 'current').mockImplementation(async () => {
      store.add(new Date(), []);
      return [];
    });
    const { records, gaps } = await collected(kindOf(store), { account });
    expect([records, gaps]).toEqual([
      [],
      [{ what: 'evaluation', reason: 'unavailable' }],
    ]);
  });

  it('is partial when the last evaluation is of a clock that was ahead', async () => {
    const { records, gaps } = await collected(kindOf(evaluated(-24)), {
      account,
    });
    expect(gaps).toEqual([{ what: 'evaluation', reason: 'unavailable' }]);
    expect(
      records.find(
        ({ id }) => id === 'result queue.backlog resource:default/a',
      ),
    ).toMatchObject({ state: 'stale' });
  });

  it('takes every permission to read', () => {
    const needed = kindOf(new MemoryPosture())
      .permissions({ type: 'account' })
      .map(({ name }) => name);
    const reading = cloudflarePermissions
      .map(({ name }) => name)
      .filter(
        name =>
          /^cloudflare\.read\./.test(name) &&
          !/personal|sensitive|values/.test(name),
      );
    expect(needed.sort()).toEqual(reading.sort());
  });
});
