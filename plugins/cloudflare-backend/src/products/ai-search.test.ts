import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  AiSearchHealth,
  AiSearchIndex,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const INSTANCE =
  'GET /accounts/{account}/ai-search/namespaces/{namespace}/instances/{instance}';

describe('AI Search', () => {
  let simulator: Simulator;
  let denied: string[];
  let get: (path: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    denied = [];
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      denied: permission => denied.includes(permission),
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/ai-search/${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  const healthOf = async (name: string) => {
    const { body } = await get(`${encodeURIComponent(name)}/health`);
    return { data: body.data as AiSearchHealth, meta: body.meta };
  };
  const fail = (operation: string) =>
    simulator.injectFault({
      operation,
      fault: { type: 'status', status: 500 },
    });

  it('lists instances of all namespaces by name, page by page', async () => {
    const { body } = await get('indexes');
    expect(body.data.map(({ name }: AiSearchIndex) => name)).toEqual([
      'acme-blog',
      'acme-handbook',
      'acme-residency',
      'acme-search-trial',
      'acme-site-index',
      'support:acme-handbook',
      'support:acme-product-docs',
    ]);
    expect(body.meta.complete).toBe(true);
    const first = await get('indexes?limit=4');
    const second = await get(
      `indexes?limit=4&cursor=${first.body.meta.nextCursor}`,
    );
    expect([...first.body.data, ...second.body.data]).toEqual(body.data);
    expect(JSON.stringify(body)).not.toMatch(/redact/i);
  });

  it('tells sources, and what is paused or off', async () => {
    const { body } = await get('indexes?name=acme-handbook');
    expect(body.data).toMatchObject([
      {
        id: 'acme-handbook',
        namespace: 'default',
        connector: 'r2',
        source: 'acme-prod-artifacts',
        enabled: true,
        paused: true,
        aiGatewayId: 'acme-ai-gateway',
      },
    ]);
    const trial = await get('indexes?name=acme-search-trial');
    expect(trial.body.data).toMatchObject([
      { connector: 'built-in', enabled: false },
    ]);
    expect(trial.body.data[0]).not.toHaveProperty('source');
  });

  it('tells documents and errors, and the last job that succeeded', async () => {
    const { data, meta } = await healthOf('acme-site-index');
    expect(meta.complete).toBe(true);
    expect(data).toMatchObject({
      documentsState: 'counted',
      documents: { indexed: 812, errors: 3, skipped: 11 },
      vectors: 9120,
      lastSuccessState: 'found',
      jobs: [
        { id: 'job-3', outcome: 'running' },
        { id: 'job-2', outcome: 'succeeded' },
        { id: 'job-1', outcome: 'not-succeeded' },
      ],
    });
    expect(data.lastSuccessAt).toBe(data.jobs?.[1].endedAt);
  });

  it('does not take what cannot be counted for nothing', async () => {
    const { data } = await healthOf('support:acme-product-docs');
    expect(data.documentsState).toBe('degraded');
    expect(data).not.toHaveProperty('documents');
    expect(data.lastSuccessState).toBe('found');
  });

  it('does not call counted what Cloudflare tells no count of', async () => {
    simulator.account.changeResource('aiSearch', 'acme-blog', { stats: {} });
    const { data } = await healthOf('acme-blog');
    expect(data.documentsState).toBe('unknown');
    expect(data).not.toHaveProperty('documents');
  });

  it('tells no success from none among the newest', async () => {
    expect((await healthOf('acme-blog')).data).toMatchObject({
      lastSuccessState: 'not-recent',
      documents: { indexed: 0, errors: 96 },
    });
    expect((await healthOf('acme-search-trial')).data).toMatchObject({
      lastSuccessState: 'none',
      jobs: [],
    });
  });

  it('masks who cancelled a job', async () => {
    const reasonOf = async () =>
      (await healthOf('acme-product-docs')).data.jobs?.[1].endReason;
    expect(await reasonOf()).toBe('cancelled by sam@acme.example');
    denied = ['cloudflare.read.personal'];
    const masked = await reasonOf();
    expect(masked).toMatch(/^cancelled by /);
    expect(masked).not.toContain('sam');
  });

  it('takes an id for an instance that is the only one', async () => {
    expect((await healthOf('acme-product-docs')).data.name).toBe(
      'support:acme-product-docs',
    );
    expect((await healthOf('default:acme-handbook')).data.name).toBe(
      'acme-handbook',
    );
    expect((await get('none/health')).status).toBe(404);
  });

  it('asks back for an id that is in two namespaces', async () => {
    const { account } = simulator;
    account.addResource('aiSearch', 'acme-faq', {
      id: 'support:acme-faq',
      namespace: 'support',
    });
    account.addResource('aiSearch', 'acme-faq', {
      id: 'sales:acme-faq',
      namespace: 'sales',
    });
    const { status, body } = await get('acme-faq/health');
    expect(status).toBe(409);
    expect(body.error.message).toContain("'sales:acme-faq'");
  });

  it('tells jobs without counts, and counts without jobs', async () => {
    fail(`${INSTANCE}/stats`);
    const withoutCounts = await healthOf('acme-site-index');
    expect(withoutCounts.data).toMatchObject({
      documentsState: 'unknown',
      lastSuccessState: 'found',
    });
    expect(withoutCounts.meta.problems).toMatchObject([
      { kind: 'unavailable' },
    ]);
    fail(`${INSTANCE}/jobs`);
    const without = await healthOf('acme-handbook');
    expect(without.data.lastSuccessState).toBe('unknown');
    expect(without.data).not.toHaveProperty('jobs');
  });
});
