import {
  CfAiSearchJob,
  CfVectorizeInfo,
  Page,
} from '@cloudflare-backstage/cloudflare-client';
import { collectFor, NOW } from '../__testUtils__/collectFor';
import { accountWith, resource } from '../__testUtils__/postureAccount';

const daysAgo = (days: number) =>
  new Date(NOW.getTime() - days * 86_400_000).toISOString();
const tooLongAgo = new Date('2026-03-01T09:59:00Z');

describe('vectorize.dimensions', () => {
  const collect = (
    parameters: Parameters<typeof resource>[2],
    { index = 'docs-*', lastComplete = NOW } = {},
  ) =>
    collectFor('vectorize.dimensions', {
      entity: resource('vectorize', 'docs-en', parameters),
      config: {
        embeddingModels: [
          { index, model: 'bge-m3', dimensions: 1024 },
          { index: '*-en', model: 'late', dimensions: 3 },
        ].slice(0, index === 'docs-*' ? 2 : 1),
      },
      syncs: { vectorize: { lastComplete } },
    });

  it('compares the index with the first model that is named for it', async () => {
    await expect(collect({ dimensions: 1024 })).resolves.toMatchObject({
      state: 'pass',
      facts: { model: 'bge-m3', modelDimensions: 1024, dimensions: 1024 },
    });
    await expect(collect({ dimensions: 768 })).resolves.toMatchObject({
      state: 'fail',
    });
  });

  it('is not about an index without a model, and says how to name one', async () => {
    await expect(
      collect({ dimensions: 1024 }, { index: 'other' }),
    ).resolves.toMatchObject({
      state: 'not-applicable',
      message: expect.stringContaining('embeddingModels'),
    });
  });

  it('does not know dimensions that are not told', async () => {
    await expect(collect({})).resolves.toMatchObject({
      state: 'unknown',
      reason: 'not-supported',
    });
  });

  it('is stale when the catalog is', async () => {
    await expect(
      collect({ dimensions: 1024 }, { lastComplete: tooLongAgo }),
    ).resolves.toMatchObject({ state: 'stale' });
  });
});

describe('vectorize.fresh', () => {
  const collect = (info: CfVectorizeInfo) =>
    collectFor('vectorize.fresh', {
      entity: resource('vectorize', 'docs'),
      account: accountWith({
        vectorize: {
          info: async name => {
            expect(name).toBe('docs');
            return info;
          },
        },
      }),
    });

  it('passes when the index was written to lately', async () => {
    await expect(
      collect({ processedUpTo: daysAgo(6.9), vectorCount: 12 }),
    ).resolves.toMatchObject({ state: 'pass', facts: { vectors: 12 } });
  });

  it('fails when that is long ago, or it never was', async () => {
    await expect(
      collect({ processedUpTo: daysAgo(7.1) }),
    ).resolves.toMatchObject({ state: 'fail' });
    await expect(collect({ processedUpTo: null })).resolves.toMatchObject({
      state: 'fail',
      facts: { processedUpTo: null },
    });
  });

  it('does not know what is not told, or not read', async () => {
    await expect(collect({ vectorCount: 12 })).resolves.toMatchObject({
      state: 'unknown',
      reason: 'not-supported',
    });
    await expect(
      collectFor('vectorize.fresh', { entity: resource('vectorize', 'docs') }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'unavailable' });
  });

  it('is stale when the index was read too long ago', async () => {
    await expect(
      collectFor('vectorize.fresh', {
        entity: resource('vectorize', 'docs'),
        readings: {
          'index info docs': {
            value: { processedUpTo: daysAgo(1) },
            observedAt: tooLongAgo,
          },
        },
      }),
    ).resolves.toMatchObject({ state: 'stale' });
  });
});

describe('aisearch.crawl', () => {
  const job = (endedDaysAgo?: number, endReason?: string): CfAiSearchJob => ({
    id: `${endedDaysAgo} ${endReason}`,
    startedBy: 'schedule',
    ...(endedDaysAgo !== undefined && { endedAt: daysAgo(endedDaysAgo) }),
    endReason,
  });
  const website = { connectors: ['website'], enabled: true, paused: false };
  const collect = (
    pages: CfAiSearchJob[][],
    parameters: Parameters<typeof resource>[2] = website,
    lastComplete = NOW,
  ) =>
    collectFor('aisearch.crawl', {
      entity: resource('aiSearch', 'eu:docs', parameters),
      account: accountWith({
        aiSearch: {
          jobs: async (index, options): Promise<Page<CfAiSearchJob>> => {
            expect(index).toEqual({ id: 'docs', namespace: 'eu' });
            const page = Number(options?.cursor ?? 0);
            return {
              items: pages[page],
              nextCursor: page + 1 < pages.length ? `${page + 1}` : undefined,
            };
          },
        },
      }),
      syncs: { aiSearch: { lastComplete } },
    });

  it('passes when a job succeeded lately, whatever came after it', async () => {
    await expect(
      collect([[job(), job(1, 'crawl failed'), job(6), job(20)]]),
    ).resolves.toMatchObject({
      state: 'pass',
      facts: { lastSuccessAt: daysAgo(6) },
    });
    await expect(
      collect([[job(1, 'cancelled')], [job(2, 'finished')]]),
    ).resolves.toMatchObject({ state: 'pass' });
  });

  it('fails when none did, or it is paused or not enabled', async () => {
    await expect(collect([[job(8)]])).resolves.toMatchObject({ state: 'fail' });
    await expect(collect([[job(1, 'crawl failed')]])).resolves.toMatchObject({
      state: 'fail',
      facts: { lastSuccessAt: null },
    });
    await expect(
      collect([[job(1)]], { ...website, paused: true }),
    ).resolves.toMatchObject({ state: 'fail' });
    await expect(
      collect([[job(1)]], { ...website, enabled: false }),
    ).resolves.toMatchObject({ state: 'fail' });
  });

  it('goes by the jobs where Cloudflare does not tell whether it is paused', async () => {
    await expect(
      collect([[job(1)]], { connectors: ['r2'] }),
    ).resolves.toMatchObject({
      state: 'pass',
      facts: { isEnabled: null, isPaused: null },
    });
  });

  it('does not know of a success behind many jobs, or of jobs that it cannot read', async () => {
    await expect(
      collect(Array(6).fill([job(1, 'crawl failed')])),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'incomplete' });
    await expect(
      collectFor('aisearch.crawl', {
        entity: resource('aiSearch', 'docs', website),
      }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'unavailable' });
    await expect(collect([[job(1)]], {})).resolves.toMatchObject({
      state: 'unknown',
      reason: 'not-supported',
    });
  });

  it('is not about uploaded items, of which no job is asked for', async () => {
    await expect(
      collectFor('aisearch.crawl', {
        entity: resource('aiSearch', 'docs', { connectors: ['built-in'] }),
      }),
    ).resolves.toMatchObject({ state: 'not-applicable' });
  });

  it('is stale when the catalog is, which tells whether it is paused', async () => {
    await expect(
      collect([[job(1)]], website, tooLongAgo),
    ).resolves.toMatchObject({ state: 'stale' });
  });
});
