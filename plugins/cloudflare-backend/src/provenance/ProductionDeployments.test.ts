import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { CfAuditEvent } from '@cloudflare-backstage/cloudflare-client';
import request from 'supertest';
import { auditLogAccount } from '../__testUtils__/auditLogAccount';
import { failingAccount } from '../__testUtils__/failingAccount';
import { startPlugin } from '../__testUtils__/startPlugin';

const BASE = '/api/cloudflare/v1/provenance';
const COMMIT = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';
const OTHER = '2a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';
const RUN = 'https://github.com/acme/shop/actions/runs/1';
const DAY = 24 * 3_600_000;
const ago = (days: number, seconds = 0) =>
  new Date(Date.now() - days * DAY + seconds * 1000).toISOString();

function worker(name: string, last?: JsonObject, key = 'default'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `cf-worker-${name}`,
      namespace: 'default',
      annotations: {
        'cloudflare.com/account': key,
        'cloudflare.com/name': name,
        'backstage.io/managed-by-origin-location': `cloudflare-provider:${key}`,
      },
      labels: { 'cloudflare.com/environment': 'production' },
    },
    spec: {
      type: 'cloudflare-worker',
      owner: 'group:default/platform',
      parameters: {
        id: `tag-of-${name}`,
        ...(last && { lastDeployment: last }),
      },
    },
  };
}

const event = (id: string, more: Partial<CfAuditEvent>): CfAuditEvent => ({
  id,
  time: ago(10, 30),
  action: { type: 'create', result: 'success' },
  actor: {
    type: 'user',
    email: 'sam@acme.example',
    context: 'api_token',
    tokenName: 'ci of sam@acme.example',
    ipAddress: '198.51.100.20',
  },
  resource: { id: 'shop', product: 'workers' },
  request: { rayId: '9f1c2d3e4b5a6970' },
  ...more,
});

const deployed = (provenance: string, more: JsonObject = {}): JsonObject => ({
  id: 'd1',
  version: 'v1',
  deployedAt: ago(10),
  provenance,
  ...more,
});

async function start(options: Partial<Parameters<typeof startPlugin>[0]>) {
  const { server } = await startPlugin({
    accounts: [auditLogAccount()],
    ...options,
  });
  const get = async (path: string, user = 'guest') => {
    const { body } = await request(server)
      .get(`${BASE}/${path}`)
      .set(
        'Authorization',
        mockCredentials.user.header(`user:default/${user}`),
      );
    return body;
  };
  const submit = async (manifest: object) => {
    const { status } = await request(server)
      .post(`${BASE}/manifests`)
      .set('Authorization', mockCredentials.service.header())
      .send({
        product: 'workers',
        commitSha: COMMIT,
        ciRunUrl: RUN,
        ...manifest,
      });
    expect(status).toBe(200);
  };
  return { get, submit };
}

describe('production deployments and the audit log', () => {
  const entities = [
    worker('shop', deployed('complete', { commitSha: COMMIT, ciRunUrl: RUN })),
    worker('blog', deployed('partial', { commitSha: COMMIT.slice(0, 8) })),
    worker('fresh'),
  ];

  it('tell the events, with people masked for those who may not see them', async () => {
    const account = auditLogAccount([event('e1', {})]);
    const { get } = await start({
      accounts: [account],
      entities,
      denied: (permission, user) =>
        permission === 'cloudflare.read.personal' && user.endsWith('/reader'),
    });
    const { data, meta } = await get('deployments', 'reader');
    expect(data.map(({ auditEvents }: any) => auditEvents)).toEqual([
      { state: 'none', events: [] },
      {
        state: 'found',
        events: [
          {
            id: 'e1',
            time: expect.any(String),
            action: 'create',
            result: 'success',
            actor: expect.stringMatching(/^u_[0-9a-f]{12}@acme\.example$/),
            actorType: 'user',
            context: 'api_token',
            tokenName: 'ci of ***@acme.example',
            deltaSeconds: expect.any(Number),
            rayId: '9f1c2d3e4b5a6970',
          },
        ],
      },
      { state: 'unknown', events: [], reason: 'not-deployed' },
    ]);
    expect(data[1].auditEvents.events[0].deltaSeconds).toBeGreaterThan(25);
    expect(meta).toMatchObject({ complete: true, masked: true });
    const clear = await get('deployments', 'security');
    expect(clear.data[1].auditEvents.events[0].actor).toBe('sam@acme.example');
    expect(account.reads).toHaveLength(1);
    expect((await get('summary')).data).toEqual({
      total: 3,
      states: { complete: 1, partial: 1, none: 0, conflict: 0, unknown: 1 },
      withCommit: 1,
      withCiRun: 1,
      withAuditEvent: 1,
      unknown: { commit: 1, ciRun: 1, auditEvent: 1 },
    });
    expect(account.reads).toHaveLength(1);
  });

  it('leave the log alone without the permission for it, and say so', async () => {
    const account = auditLogAccount([event('e1', {})]);
    const { get } = await start({
      accounts: [account],
      entities,
      denied: ['cloudflare.read.account'],
    });
    for (const path of ['deployments', 'summary']) {
      const { meta } = await get(path);
      expect(meta).toMatchObject({
        complete: false,
        problems: [
          { message: expect.stringContaining('cloudflare.read.account') },
        ],
      });
    }
    const { data } = await get('deployments');
    expect(data[0].auditEvents).toEqual({
      state: 'unknown',
      events: [],
      reason: 'not-permitted',
    });
    expect((await get('summary')).data.unknown.auditEvent).toBe(3);
    expect(account.reads).toEqual([]);
  });

  it('read the log of each account once, and tell of the one that fails', async () => {
    const problem = { kind: 'forbidden' as const, message: 'no' };
    const failing = {
      ...failingAccount(problem),
      key: 'second',
      accountId: '2',
    };
    const first = auditLogAccount();
    const { get } = await start({
      accounts: [first, failing],
      entities: [
        ...Array.from({ length: 50 }, (_, i) =>
          worker(`w${i}`, deployed('none', { deployedAt: ago(60 - i) })),
        ),
        worker('elsewhere', deployed('none'), 'second'),
      ],
    });
    const { data, meta } = await get('deployments');
    expect(data).toHaveLength(51);
    expect(first.reads).toHaveLength(1);
    expect(
      data.filter(({ auditEvents }: any) => auditEvents.state === 'unknown'),
    ).toMatchObject([
      { name: 'elsewhere', auditEvents: { reason: 'unavailable' } },
    ]);
    expect(meta.problems).toEqual([problem]);
  });
});

describe('production deployments and build manifests', () => {
  it('tell what CI handed in, by the id of the deployment or of the version', async () => {
    const { get, submit } = await start({
      entities: [
        worker('by-deployment', deployed('none')),
        worker('by-version', deployed('none')),
        worker('of-another', deployed('none')),
        worker('contradicted', deployed('partial', { commitSha: OTHER })),
        worker('gradual', deployed('none', { gradual: true })),
      ],
    });
    await submit({ name: 'by-deployment', deploymentId: 'd1' });
    await submit({ name: 'by-version', deploymentId: 'v1' });
    await submit({ name: 'contradicted', deploymentId: 'd1' });
    await submit({ name: 'gradual', deploymentId: 'd1' });
    const { data } = await get('deployments');
    const told = Object.fromEntries(
      data.map(({ name, provenance }: any) => [name, provenance]),
    );
    const complete = {
      state: 'complete',
      commitSha: COMMIT,
      ciRunUrl: RUN,
      sources: { commitSha: 'manifest', ciRunUrl: 'manifest' },
    };
    expect(told).toMatchObject({
      'by-deployment': complete,
      'by-version': complete,
      'of-another': { state: 'none', sources: {} },
      contradicted: {
        state: 'conflict',
        commitSha: OTHER,
        conflicts: [
          {
            field: 'commitSha',
            values: [
              { source: 'catalog', value: OTHER },
              { source: 'manifest', value: COMMIT },
            ],
          },
        ],
      },
      gradual: { ...complete, state: 'partial' },
    });
    expect((await get('summary')).data).toMatchObject({
      withCommit: 2,
      withCiRun: 2,
      unknown: { commit: 0, ciRun: 0 },
    });
    const filtered = await get('deployments?state=conflict');
    expect(filtered.data).toMatchObject([{ name: 'contradicted' }]);
  });
});
