import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  CheckState,
  ProductionDeployment,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import {
  deployment,
  judged,
  read,
  status,
} from '../__testUtils__/judgedAcceptance';

describe('the acceptance', () => {
  it('has the six criteria in their order, unknown to who sees a part', async () => {
    const refs = new Set(['resource:default/it']);
    const view = { key: 'p', subjects: new Set(['queues'] as const), refs };
    for (const id of [
      'deployments-proven',
      'access-audit-exportable',
      'regulated-buckets-lifecycle',
      'ai-resources-discovered',
      'components-linked',
      'secrets-metadata-only',
    ] as const) {
      expect(await judged(id, { view })).toMatchObject({ state: 'unknown' });
    }
  });

  it.each<[string, Partial<ProductionDeployment['provenance']>[], string]>([
    ['all are proven', [{}, {}], 'met'],
    ['one is not', [{}, { state: 'none' }], 'missed'],
    ['one is not known', [{}, { state: 'unknown' }], 'unknown'],
    ['one is neither', [{ state: 'none' }, { state: 'unknown' }], 'missed'],
    ['there are none', [], 'not-applicable'],
  ])('of deployments when %s', async (_, provenances, state) => {
    const deployments = provenances.map(deployment);
    const criterion = await judged('deployments-proven', { deployments });
    expect(criterion).toMatchObject({ state });
    expect(criterion.figures[0].value).toBe(deployments.length);
  });

  it('of deployments tells when the sync read all', async () => {
    const products = read(
      status('pages', { lastCompleteSync: '2026-01-01T00:00:00.123Z' }),
    );
    const { message } = await judged('deployments-proven', { products });
    expect(message).toContain('read completely at 2026-01-01 00:00 UTC');
  });

  it.each<[string, ReturnType<typeof read> | { problem: any }]>([
    ['never read', read(status('workers', { lastCompleteSync: undefined }))],
    [
      'read long ago',
      read(status('pages', { lastCompleteSync: '2026-01-01T00:00:00Z' })),
    ],
    ['not imported', read(status('pages', { state: 'not-imported' }))],
    ['silent', { problem: { kind: 'unavailable', message: 'No answer' } }],
  ])('of deployments is unknown when the sync is %s', async (_, products) => {
    const deployments = [deployment({})];
    expect(
      await judged('deployments-proven', { deployments, products }),
    ).toMatchObject({ state: 'unknown' });
    expect(await judged('deployments-proven', { products })).toMatchObject({
      state: 'unknown',
    });
  });

  it('of deployments is unknown when a product is left out, or nothing can be read', async () => {
    const problem = {
      kind: 'incomplete',
      message: 'Pages is left out',
      product: 'pages',
    };
    const leftOut = {
      read: async () => ({
        deployments: [deployment({})],
        problems: [problem],
      }),
    };
    expect(
      await judged('deployments-proven', { production: leftOut as never }),
    ).toMatchObject({ state: 'unknown', message: 'Pages is left out' });
    const failing = {
      read: async () => {
        throw new CloudflareApiError({ kind: 'unavailable', message: 'Gone' });
      },
    };
    expect(
      await judged('deployments-proven', { production: failing }),
    ).toMatchObject({ state: 'unknown', message: 'Gone' });
  });

  it.each<[CheckState, string, string]>([
    ['pass', 'met', 'met'],
    ['fail', 'missed', 'missed'],
    ['stale', 'unknown', 'unknown'],
    ['unknown', 'unknown', 'unknown'],
    ['exempt', 'met', 'not-applicable'],
    ['not-applicable', 'not-applicable', 'not-applicable'],
  ])('of checks that say %s', async (state, buckets, components) => {
    const results = { 'r2.lifecycle': state, 'coverage.components': state };
    expect(
      await judged('regulated-buckets-lifecycle', { results }),
    ).toMatchObject({ state: buckets });
    expect(await judged('components-linked', { results })).toMatchObject({
      state: components,
      figures: [{ value: 4 }, { value: 3 }],
    });
  });

  it('of buckets is about the accounts that are asked for', async () => {
    const results = { 'r2.lifecycle': 'fail' } as const;
    const other = { key: 'other', accountId: 'a2' } as CloudflareAccount;
    const products = read(status('r2', { account: 'other' }));
    const { state, figures } = await judged('regulated-buckets-lifecycle', {
      results,
      products,
      accounts: [other],
    });
    expect([state, figures[0].value]).toEqual(['not-applicable', 0]);
  });

  it('is judged for who misses only what permissions withhold', async () => {
    const view = {
      key: 'p',
      subjects: new Set(['queues'] as const),
      refs: new Set(['resource:default/it']),
      hidesSubjectsOnly: true,
    };
    const deployments = [deployment({})];
    expect(
      await judged('deployments-proven', { view, deployments }),
    ).toMatchObject({ state: 'met' });
  });

  it('of checks is unknown when nothing was evaluated, or may not be seen', async () => {
    const results = {
      'r2.lifecycle': 'pass',
      'coverage.components': 'pass',
    } as const;
    for (const [id, permission] of [
      ['regulated-buckets-lifecycle', 'cloudflare.read.r2'],
      ['components-linked', 'cloudflare.read.account'],
    ] as const) {
      const denied = [permission];
      expect(await judged(id, { results, denied })).toMatchObject({
        state: 'unknown',
      });
      expect(await judged(id, { sight: undefined })).toMatchObject({
        state: 'unknown',
      });
    }
    expect(await judged('components-linked')).toMatchObject({
      state: 'unknown',
    });
    const stale = read(status('r2', { lastCompleteSync: undefined }));
    expect(
      await judged('regulated-buckets-lifecycle', { results, products: stale }),
    ).toMatchObject({ state: 'unknown' });
  });
});
