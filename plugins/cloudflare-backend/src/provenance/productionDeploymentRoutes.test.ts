import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { ProductionDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { auditLogAccount } from '../__testUtils__/auditLogAccount';
import { startPlugin } from '../__testUtils__/startPlugin';

const account = auditLogAccount();
const COMMIT = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';

function resource(
  name: string,
  options: {
    type?: string;
    env?: string;
    account?: string;
    origin?: string;
    lastDeployment?: JsonObject;
    notDeployed?: true;
  } = {},
): Entity {
  const { type = 'cloudflare-worker', account: key = 'default' } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `cf-worker-${name}`,
      namespace: 'default',
      annotations: {
        'cloudflare.com/account': key,
        'cloudflare.com/name': name,
        'backstage.io/view-url': `https://dash.cloudflare.com/${name}`,
        'backstage.io/managed-by-origin-location':
          options.origin ?? `cloudflare-provider:${key}`,
      },
      labels: options.env ? { 'cloudflare.com/environment': options.env } : {},
    },
    spec: {
      type,
      owner: 'group:default/platform',
      parameters: {
        lastDeployment: options.lastDeployment ?? {},
        ...(options.notDeployed && { notDeployed: true }),
      },
    },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/platform' },
      { type: 'dependencyOf', targetRef: `component:default/${name}` },
      { type: 'dependencyOf', targetRef: 'resource:default/other' },
    ],
  };
}

const entities = [
  resource('shop', {
    env: 'production',
    lastDeployment: {
      id: 'd1',
      version: 'v1',
      deployedAt: '2026-11-20T10:00:00Z',
      commitSha: COMMIT,
      commitUrl: `https://github.com/acme/shop/commit/${COMMIT}`,
      ciRunUrl: 'https://github.com/acme/shop/actions/runs/1',
      provenance: 'complete',
    },
  }),
  resource('blog', {
    env: 'prod',
    lastDeployment: {
      id: 'd2',
      deployedAt: '2026-11-21T10:00:00Z',
      ciRunText: 'https://ci.example/1',
      provenance: 'none',
    },
  }),
  resource('fresh', { env: 'production' }),
  resource('planned', { env: 'production', notDeployed: true }),
  resource('shop-staging', { env: 'staging' }),
  resource('unknown-environment'),
  resource('elsewhere', { env: 'production', account: 'second' }),
  resource('forged', { env: 'production', origin: 'url:https://example.com' }),
  resource('web', { type: 'cloudflare-pages' }),
  resource('web-staging', { type: 'cloudflare-pages', env: 'staging' }),
  resource('queue', { type: 'cloudflare-queue', env: 'production' }),
];

async function start(
  options: {
    denied?: string[];
    entities?: Entity[];
    path?: string;
  } = {},
) {
  const { path = 'deployments', ...backend } = options;
  const { server } = await startPlugin({
    accounts: [account],
    entities,
    ...backend,
  });
  return async (query = '') =>
    request(server)
      .get(`/api/cloudflare/v1/provenance/${path}${query}`)
      .set('Authorization', mockCredentials.user.header());
}

const names = ({ body }: request.Response) =>
  (body.data as ProductionDeployment[]).map(({ name }) => name);

describe('production deployments', () => {
  it('are those in production, last deployed first', async () => {
    const get = await start();
    const answer = await get();
    expect(answer.status).toBe(200);
    expect(names(answer)).toEqual(['blog', 'shop', 'fresh', 'web']);
    expect(answer.body.data[1]).toEqual({
      entityRef: 'resource:default/cf-worker-shop',
      account: 'default',
      product: 'workers',
      name: 'shop',
      env: 'production',
      deploymentId: 'd1',
      deployedAt: '2026-11-20T10:00:00Z',
      version: 'v1',
      auditEvents: expect.objectContaining({ events: [] }),
      provenance: {
        state: 'complete',
        commitSha: COMMIT,
        commitUrl: `https://github.com/acme/shop/commit/${COMMIT}`,
        ciRunUrl: 'https://github.com/acme/shop/actions/runs/1',
        sources: {},
      },
      components: ['component:default/shop'],
      owner: 'group:default/platform',
      dashboardUrl: 'https://dash.cloudflare.com/shop',
    });
    expect(answer.body.data[0].provenance.ciRunText).toBe(
      'https://ci.example/1',
    );
    expect(answer.body.data[2].provenance.state).toBe('unknown');
    expect(answer.body.data[2]).not.toHaveProperty('deployedAt');
    expect(answer.body.meta).toMatchObject({ cache: 'miss', complete: true });
  });

  it.each([
    ['?state=complete', ['shop']],
    ['?state=unknown', ['fresh', 'web']],
    ['?component=shop', ['shop']],
    ['?component=component:default/blog', ['blog']],
    ['?owner=platform', ['blog', 'shop', 'fresh', 'web']],
    ['?owner=group:default/nobody', []],
    ['?from=2026-11-21T10:00:00Z', ['blog']],
    ['?to=2026-11-21T10:00:00Z', ['shop']],
    ['?account=default&state=none', ['blog']],
  ])('can be filtered: %s', async (query, expected) => {
    const get = await start();
    expect(names(await get(query))).toEqual(expected);
  });

  it('are paged', async () => {
    const get = await start();
    const first = await get('?limit=3');
    expect(names(first)).toEqual(['blog', 'shop', 'fresh']);
    const rest = await get(`?limit=3&cursor=${first.body.meta.nextCursor}`);
    expect(names(rest)).toEqual(['web']);
    expect(rest.body.meta).not.toHaveProperty('nextCursor');
  });

  it('leave out a product that the caller may not read, and say so', async () => {
    const get = await start({ denied: ['cloudflare.read.pages'] });
    const { body } = await get();
    expect(body.data.map((d: ProductionDeployment) => d.product)).toEqual([
      'workers',
      'workers',
      'workers',
    ]);
    expect(body.meta).toMatchObject({
      complete: false,
      problems: [
        {
          kind: 'incomplete',
          product: 'pages',
          message: expect.stringContaining('cloudflare.read.pages'),
        },
      ],
    });
  });
});

describe('the summary of provenance', () => {
  const none = { complete: 0, partial: 0, none: 0, conflict: 0, unknown: 0 };

  it.each([
    ['', 4, { complete: 1, none: 1, unknown: 2 }],
    ['?component=shop', 1, { complete: 1 }],
    [
      '?owner=platform&account=default',
      4,
      { complete: 1, none: 1, unknown: 2 },
    ],
    ['?owner=group:default/nobody', 0, {}],
  ])('counts what serves production: %s', async (query, total, states) => {
    const get = await start({ path: 'summary' });
    const { status, body } = await get(query);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      total,
      states: { ...none, ...states },
    });
    expect(body.meta.complete).toBe(true);
  });

  it('leaves out a product that the caller may not read, and says so', async () => {
    const get = await start({
      path: 'summary',
      denied: ['cloudflare.read.workers'],
    });
    const { body } = await get();
    expect(body).toMatchObject({
      data: { total: 1, states: { ...none, unknown: 1 } },
      meta: {
        complete: false,
        problems: [{ kind: 'incomplete', product: 'workers' }],
      },
    });
  });

  it('is refused to who may read no product', async () => {
    const get = await start({
      path: 'summary',
      denied: ['cloudflare.read.workers', 'cloudflare.read.pages'],
    });
    expect((await get()).status).toBe(403);
  });
});
