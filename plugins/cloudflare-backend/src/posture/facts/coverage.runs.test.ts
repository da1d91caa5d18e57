import {
  CloudflareProblem,
  ProductId,
  productIds,
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CatalogModule } from '../../account/CatalogModule';
import { accountEntity, collectFor, NOW } from '../__testUtils__/collectFor';
import { resource } from '../__testUtils__/postureAccount';

const hoursAgo = (hours: number) =>
  new Date(NOW.getTime() - hours * 3_600_000).toISOString();
const notEntitled: CloudflareProblem = { kind: 'not-entitled', message: 'no' };
const forbidden: CloudflareProblem = {
  kind: 'forbidden',
  message: 'The token may not',
};

type Report = Partial<SyncRun['products'][number]>;

/** A run in which everything went well but what is told. */
function run(
  finishedHoursAgo: number | undefined,
  reports: Partial<Record<ProductId, Report>> = {},
): SyncRun {
  return {
    account: 'default',
    run: 1,
    startedAt: hoursAgo(4),
    ...(finishedHoursAgo !== undefined && {
      finishedAt: hoursAgo(finishedHoursAgo),
    }),
    outcome: finishedHoursAgo === undefined ? 'running' : 'succeeded',
    products: productIds.map(product => ({
      product,
      listed: 1,
      complete: true,
      added: 0,
      changed: 0,
      removed: 0,
      held: 0,
      detailsRead: 0,
      detailsPending: 0,
      problems: [],
      ...reports[product],
    })),
  };
}

function dependencies(
  runs: SyncRun[],
  states: Partial<Record<ProductId, ProductStatus['state']>> = {},
) {
  const statuses = productIds.map(product => ({
    account: 'default',
    product,
    title: product,
    state: states[product] ?? ('available' as const),
  }));
  const catalogModule: Pick<CatalogModule, 'runs' | 'products'> = {
    runs: async () => runs,
    products: async () => [...statuses, { ...statuses[0], account: 'other' }],
  };
  return { catalogModule: catalogModule as CatalogModule };
}

describe('coverage.collectors', () => {
  const collect = (...given: Parameters<typeof dependencies>) =>
    collectFor('coverage.collectors', {
      entity: accountEntity,
      dependencies: dependencies(...given),
    });
  const cut = { kv: { complete: false, problems: [forbidden] } };

  it('passes when each product was read in one of the last three runs', async () => {
    expect(
      await collect([run(undefined), run(0.1, cut), run(0.3, cut), run(0.5)]),
    ).toMatchObject({
      state: 'pass',
      facts: { products: 17, incomplete: 0, notEntitled: 0 },
    });
  });

  it('fails on what was read completely in none of them', async () => {
    expect(
      await collect([run(0.1, cut), run(0.3, cut), run(0.5, cut), run(0.7)]),
    ).toMatchObject({
      state: 'fail',
      facts: { incomplete: 1 },
      findings: [
        expect.stringMatching(/KV was not read completely: The token may not/),
      ],
    });
  });

  it.each<[string, Report]>([
    ['some of it was not read', { detailsPending: 1 }],
    ['something of it could not be read', { problems: [forbidden] }],
  ])('does not take for complete a list of which %s', async (_, report) => {
    const unread = { workers: report };
    expect(
      await collect([run(0.1, unread), run(0.3, unread), run(0.5, unread)]),
    ).toMatchObject({ state: 'fail', facts: { incomplete: 1 } });
    expect(
      await collect([run(0.1, unread), run(0.3), run(0.5, unread)]),
    ).toMatchObject({ state: 'pass' });
  });

  it('leaves out what is not imported, and what the plan does not have', async () => {
    const outside = {
      containers: { complete: false, problems: [notEntitled] },
      ...cut,
    };
    expect(
      await collect([run(0.1, outside)], { kv: 'not-imported' }),
    ).toMatchObject({
      state: 'pass',
      facts: { products: 16, incomplete: 0, notEntitled: 1 },
    });
  });

  it('is unknown before the first run, and stale after the last', async () => {
    expect(await collect([run(undefined)])).toMatchObject({
      state: 'unknown',
      reason: 'not-read',
    });
    expect(await collect([run(3)])).toMatchObject({ state: 'stale' });
  });

  it('is not applicable where nothing is imported', async () => {
    const none = Object.fromEntries(
      productIds.map(id => [id, 'not-imported' as const]),
    );
    expect(await collect([run(0.1)], none)).toMatchObject({
      state: 'not-applicable',
    });
  });
});

describe('coverage.orphans', () => {
  const collect = (
    runs: SyncRun[],
    orphan: boolean | undefined,
    states?: Parameters<typeof dependencies>[1],
  ) =>
    collectFor('coverage.orphans', {
      entity: resource('kv', 'sessions', { orphan }),
      dependencies: dependencies(runs, states),
    });

  it('fails on what nothing uses, and passes what is used', async () => {
    expect(await collect([run(0.1)], true)).toMatchObject({ state: 'fail' });
    expect(await collect([run(0.1)], false)).toMatchObject({
      state: 'pass',
      facts: { orphan: false },
    });
  });

  it('is unknown where the catalog does not tell, and says what is not read', async () => {
    for (const workers of [
      { complete: false },
      { detailsPending: 1 },
      { held: 1 },
    ]) {
      expect(await collect([run(0.1, { workers })], undefined)).toMatchObject({
        state: 'unknown',
        reason: 'incomplete',
        message: expect.stringContaining('not all of Workers is read'),
      });
    }
    const missing = run(0.1);
    missing.products = missing.products.filter(
      ({ product }) => product !== 'pages',
    );
    expect(
      await collect([missing], undefined, { pages: 'not-imported' }),
    ).toMatchObject({
      state: 'unknown',
      reason: 'not-supported',
      message: expect.stringContaining('Pages'),
    });
  });

  it('does not pass what the catalog does not show as used, whatever the runs tell', async () => {
    expect(await collect([run(0.1)], undefined)).toMatchObject({
      state: 'unknown',
      reason: 'incomplete',
      message: expect.stringContaining('once all that may use it is read'),
    });
  });

  it('is unknown before the first run has ended', async () => {
    expect(await collect([run(undefined)], undefined)).toMatchObject({
      state: 'unknown',
    });
  });

  it('is stale when the catalog last got all of the product long ago', async () => {
    const stale = collectFor('coverage.orphans', {
      entity: resource('kv', 'sessions', { orphan: false }),
      syncs: { kv: { lastComplete: new Date(hoursAgo(3)) } },
    });
    expect(await stale).toMatchObject({ state: 'stale' });
  });
});
