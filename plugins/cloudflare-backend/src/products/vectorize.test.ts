import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  VectorizeIndex,
  VectorizeStats,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

describe('Vectorize', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/vectorize/${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  const statsOf = async (name: string) => {
    const { body } = await get(`${name}/stats`);
    return { data: body.data as VectorizeStats, meta: body.meta };
  };

  it('lists indexes by name, page by page', async () => {
    const { body } = await get('indexes');
    expect(
      (body.data as VectorizeIndex[]).map(
        ({ name, dimensions, metric }) => `${name} ${dimensions} ${metric}`,
      ),
    ).toEqual([
      'acme-idx-experiments 1024 dot-product',
      'acme-idx-import 384 euclidean',
      'acme-idx-main 1536 cosine',
      'acme-idx-support 768 cosine',
    ]);
    const first = await get('indexes?limit=3');
    const second = await get(
      `indexes?limit=3&cursor=${first.body.meta.nextCursor}`,
    );
    expect(second.body.data).toEqual(body.data.slice(3));
    const named = await get('indexes?name=acme-idx-main');
    expect(named.body.data).toHaveLength(1);
  });

  it('tells vectors, up to when they are processed, and filters', async () => {
    const { data, meta } = await statsOf('acme-idx-main');
    expect(meta.complete).toBe(true);
    expect(data).toMatchObject({
      dimensions: 1536,
      metric: 'cosine',
      vectors: 8112,
      processedUpTo: expect.stringMatching(/Z$/),
      metadataIndexes: [
        { property: 'section', type: 'string' },
        { property: 'published', type: 'boolean' },
      ],
    });
    for (const field of ['replicas', 'lastWrite']) {
      expect(data).not.toHaveProperty(field);
    }
    const ids = data.activity?.series
      .filter(({ points }) => points.length > 20)
      .map(({ id }) => id);
    expect(ids).toEqual([
      'vectors',
      'addedVectors',
      'deletedVectors',
      'queries',
    ]);
  });

  it('tells an index that was never written from one of which nothing is told', async () => {
    const never = await statsOf('acme-idx-experiments');
    expect(never.data).toMatchObject({ vectors: 0, processedUpTo: null });
    const unknown = await statsOf('acme-idx-import');
    expect(unknown.data.dimensions).toBe(384);
    expect(unknown.data).not.toHaveProperty('vectors');
    expect(unknown.data).not.toHaveProperty('processedUpTo');
  });

  it('tells the vectors also where filters and analytics cannot be read', async () => {
    for (const operation of [/graphql/, /metadata_index/]) {
      simulator.injectFault({
        operation,
        fault: { type: 'status', status: 500 },
      });
    }
    const { data, meta } = await statsOf('acme-idx-main');
    expect(data.vectors).toBe(8112);
    expect(data).not.toHaveProperty('metadataIndexes');
    expect(data).not.toHaveProperty('activity');
    expect(meta).toMatchObject({ complete: false });
    expect(meta.problems).toHaveLength(2);
  });

  it('tells the rest where the vectors cannot be read', async () => {
    simulator.injectFault({
      operation: 'GET /accounts/{account}/vectorize/v2/indexes/{index}/info',
      fault: { type: 'status', status: 500 },
    });
    const { data, meta } = await statsOf('acme-idx-main');
    expect(data).toMatchObject({ metric: 'cosine', dimensions: 1536 });
    expect(data).not.toHaveProperty('vectors');
    expect(data.activity?.series.length).toBeGreaterThan(0);
    expect(meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable' }],
    });
  });

  it('has no stats of an index that does not exist', async () => {
    expect((await get('acme-idx-gone/stats')).status).toBe(404);
  });
});
