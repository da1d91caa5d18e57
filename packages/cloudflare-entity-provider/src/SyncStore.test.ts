import { mockServices } from '@backstage/backend-test-utils';
import { SyncProductReport } from '@cloudflare-backstage/plugin-cloudflare-common';
import { databases } from './__testUtils__/estate';
import { emptyReport } from './syncProblems';
import { RUNS_KEPT, StoredResource, SyncStore } from './SyncStore';

jest.setTimeout(60_000);

const row = (id: string, more: Partial<StoredResource> = {}) => ({
  id,
  qualifiedName: `name of ${id}`,
  item: JSON.stringify({ nested: { text: 'ü' } }),
  tags: ['env:prod'],
  mapperVersion: 1,
  detailFailures: 0,
  missingRuns: 0,
  ...more,
});

const report = (
  product: SyncProductReport['product'],
  complete: boolean,
): SyncProductReport => ({ ...emptyReport(product), listed: 1, complete });

describe.each(databases.eachSupportedId())('SyncStore, %p', database => {
  async function create() {
    const knex = await databases.init(database);
    const service = mockServices.database.mock({ getClient: async () => knex });
    return { store: await SyncStore.create(service), knex, service };
  }

  it('keeps resources of accounts and products apart, and replaces them', async () => {
    const { store } = await create();
    const many = Array.from({ length: 120 }, (_, i) => row(`${i}`));
    await store.saveResources('a', 'workers', { saved: many, removed: [] });
    await store.saveResources('b', 'workers', {
      saved: [row('0')],
      removed: [],
    });
    await store.saveResources('a', 'pages', { saved: [row('0')], removed: [] });
    const full = row('0', {
      changeToken: 'c',
      entityName: 'cf-worker-0',
      entityHash: 'h',
      detail: '{}',
      detailVersion: 2,
      detailToken: 'c',
      detailReadAt: '2026-11-22T00:00:00.000Z',
      detailFailures: 3,
      missingRuns: 1,
    });
    await store.saveResources('a', 'workers', {
      saved: [full],
      removed: many.slice(60).map(({ id }) => id),
    });
    const stored = await store.resources('a', 'workers');
    expect(stored).toHaveLength(60);
    expect(stored.find(({ id }) => id === '0')).toEqual(full);
    expect(stored.find(({ id }) => id === '1')).toEqual(row('1'));

    await store.forgetProduct('a', 'workers');
    expect(await store.resources('a', 'workers')).toEqual([]);
    expect(await store.resources('a', 'pages')).toHaveLength(1);
    expect(await store.resources('b', 'workers')).toHaveLength(1);
  });

  it('lets other work go on while it saves many resources', async () => {
    const { store } = await create();
    let turns = 0;
    let saved = false;
    const count = () => {
      turns += 1;
      if (!saved) {
        setImmediate(count);
      }
    };
    count();
    await store.saveResources('a', 'workers', {
      saved: Array.from({ length: 500 }, (_, i) => row(`${i}`)),
      removed: [],
    });
    saved = true;
    expect(turns).toBeGreaterThanOrEqual(10);
    expect(await store.resources('a', 'workers')).toHaveLength(500);
  });

  it('numbers runs of each account, and keeps the last ones', async () => {
    const { store } = await create();
    const time = '2026-11-22T00:00:00.000Z';
    for (let i = 1; i <= RUNS_KEPT + 5; i++) {
      expect(await store.startRun('a', time)).toBe(i);
    }
    expect(await store.startRun('b', time)).toBe(1);
    const runs = await store.runs(['a'], 1000);
    expect(runs).toHaveLength(RUNS_KEPT);
    expect(runs[0]).toMatchObject({ run: RUNS_KEPT + 5, outcome: 'running' });
    expect(runs[1]).toMatchObject({ outcome: 'failed' });
    expect(await store.runs(['a', 'b'], 3)).toHaveLength(3);
  });

  it('tells the last run first, whatever clock was wrong', async () => {
    const { store } = await create();
    const begun = [
      ['a', '2026-11-22T00:00:00.000Z'],
      ['a', '2027-11-22T00:00:00.000Z'],
      ['b', '2026-11-22T00:05:00.000Z'],
      ['a', '2026-11-22T00:10:00.000Z'],
      ['b', '2026-11-21T00:15:00.000Z'],
      ['b', '2026-11-22T00:15:00.000Z'],
    ];
    for (const [account, startedAt] of begun) {
      await store.startRun(account, startedAt);
    }
    const told = async (accounts: string[], limit: number) =>
      (await store.runs(accounts, limit)).map(
        ({ account, run }) => `${account}${run}`,
      );
    expect(await told(['a'], 1)).toEqual(['a3']);
    expect(await told(['a', 'b'], 9)).toEqual([
      ...['b3', 'a3', 'a2', 'a1', 'b2', 'b1'],
    ]);
    expect(await told(['a', 'b'], 2)).toEqual(['b3', 'a3']);
  });

  it('remembers when a product was last read completely', async () => {
    const { store } = await create();
    const finish = async (finishedAt: string, complete: boolean) =>
      store.finishRun({
        account: 'a',
        run: await store.startRun('a', finishedAt),
        startedAt: finishedAt,
        finishedAt,
        outcome: 'succeeded',
        requests: 7,
        products: [report('pages', complete)],
      });
    await finish('2026-11-22T00:00:00.000Z', true);
    await finish('2026-11-22T00:10:00.000Z', false);
    await store.saveResources('a', 'pages', {
      saved: [row('0', { entityName: 'x' }), row('1')],
      removed: [],
    });
    expect(await store.products()).toEqual([
      {
        account: 'a',
        product: 'pages',
        lastCompleteAt: '2026-11-22T00:00:00.000Z',
        report: report('pages', false),
        resources: 1,
      },
    ]);
    expect((await store.runs(['a'], 1))[0]).toMatchObject({
      run: 2,
      outcome: 'succeeded',
      requests: 7,
    });
  });

  it('can be created again, and taken back', async () => {
    const { knex, service } = await create();
    await SyncStore.create(service);
    await knex.migrate.rollback({
      directory: `${__dirname}/../migrations`,
      tableName: 'cloudflare_sync_knex_migrations',
    });
    expect(await knex.schema.hasTable('cloudflare_sync_resources')).toBe(false);
  });
});
