import { exampleBodies } from '@cloudflare-backstage/cloudflare-simulator';
import { createHash } from 'node:crypto';
import type { CloudflareClient } from '../CloudflareClient';
import {
  accountId,
  sendJson,
  startTestApi,
  type TestApi,
} from '../__testUtils__/testApi';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const VERSION = '7b1b9c0e-2f5b-4a57-9a55-0c9d7a3e1f01';
const window = {
  since: new Date('2026-11-01T00:00:00Z'),
  until: new Date('2026-11-30T00:00:00Z'),
};

/** Bodies as `cloudflare-api` documents them, by path below the account. */
const bodies: Record<string, unknown> = {
  '/builds/builds': exampleBodies.buildsByVersionIds,
  '/pages/projects': exampleBodies.pagesProjectsList,
  '/pages/projects/acme-web/deployments':
    exampleBodies.pagesProjectsDeploymentsList,
  '/workers/scripts': exampleBodies.workersScriptsList,
  '/workers/workers': exampleBodies.workersBetaWorkersList,
  '/workers/domains': { success: true, errors: [], messages: [], result: [] },
  '/workers/scripts/acme-api/deployments':
    exampleBodies.workersScriptsDeploymentsList,
  [`/workers/workers/acme-api/versions/${VERSION}`]:
    exampleBodies.workersBetaWorkersVersionsGet,
  '/access/logs/access_requests': exampleBodies.accessLogsAccessRequests,
  '/access/users': exampleBodies.accessUsers,
  '/devices/physical-devices': exampleBodies.devicesPhysicalDevices,
};

describe('the example bodies of the products', () => {
  let api: TestApi;
  let client: CloudflareClient;

  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ buildsToken: 'builds-token', maxRetries: 0 });
    api.answer((response, { url }) => {
      const path = url.pathname.replace(`/client/v4/accounts/${accountId}`, '');
      sendJson(response, bodies[path] ?? {}, path in bodies ? 200 : 404);
    });
  });
  afterAll(() => api.close());

  it('Workers, of which the last tells almost nothing', async () => {
    const { items, complete } = await client.workers.list();
    expect(complete).toBe(true);
    expect(items).toEqual([
      {
        id: '1f0c5d2e7a9b4c6d8e0f123456789abc',
        name: 'acme-api',
        createdAt: '2025-03-04T09:12:44.318201Z',
        modifiedAt: '2026-11-20T18:22:31.104233Z',
        deployedAt: '2026-11-20T18:22:33.000000Z',
        etag: 'e8b1c0ffee77d2a94f0b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f',
        tags: ['env:prod', 'team:platform'],
        handlers: ['fetch', 'queue'],
        compatibilityDate: '2026-09-01',
        usageModel: 'standard',
        lastDeployedFrom: 'wrangler',
        customDomains: [],
      },
      expect.objectContaining({ name: 'acme-api-staging', tags: [] }),
      {
        id: 'acme-worker-consumer',
        name: 'acme-worker-consumer',
        createdAt: '2025-06-01T00:00:00Z',
        modifiedAt: '2026-10-02T10:00:00Z',
        tags: [],
        handlers: [],
        customDomains: [],
      },
    ]);
  });

  it('deployments, which the SDK looks for in the wrong place', async () => {
    const { items, total } = await client.workers.deployments('acme-api');
    expect(total).toBe(2);
    expect(items[0]).toEqual({
      id: 'c2d41f60-6f4a-4a0f-8a39-5f8f6b7a9d11',
      createdAt: '2026-11-20T18:22:33.104233Z',
      source: 'wrangler',
      strategy: 'percentage',
      authorEmail: 'dev@acme.example',
      versions: [
        { id: VERSION, percentage: 90 },
        { id: '5a0f8e2d-91c3-4b6e-8d47-3e2b1c0a9f02', percentage: 10 },
      ],
      annotations: {
        'workers/triggered_by': 'deployment',
        'workers/message':
          'release 2026.11.20 https://github.com/acme/api/actions/runs/12345678',
      },
    });
  });

  it('a version, its annotations and bindings', async () => {
    expect(await client.workers.version('acme-api', VERSION)).toMatchObject({
      number: 42,
      annotations: {
        'workers/tag': '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
      },
      bindings: [
        {
          type: 'kv_namespace',
          name: 'CACHE',
          targetId: '9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3',
        },
        { type: 'secret_text', name: 'STRIPE_KEY' },
      ],
      secrets: { plainTextSuspects: 0, secretText: 1, secretsStore: 0 },
    });
  });

  it('every kind of binding, and no value', async () => {
    const path = `/workers/workers/acme-api/versions/settings`;
    const { bindings: given } = exampleBodies.workersScriptsSettings.result;
    bodies[path] = {
      success: true,
      result: {
        id: 'settings',
        bindings: [
          ...given,
          { type: 'json', name: 'CONFIG', json: { key: 'hunter2' } },
          { type: 'service', name: 'AUTH', service: 'acme-auth' },
          {
            type: 'r2_bucket',
            name: 'EU',
            bucket_name: 'b',
            jurisdiction: 'eu',
          },
          { type: 'd1', name: 'OLD', database_id: 'd' },
          { type: 'ai_search', name: 'S', instance_name: 'i', namespace: 'n' },
        ],
      },
    };
    const version = await client.workers.version('acme-api', 'settings');
    const { bindings, secrets } = version;
    expect(bindings).toHaveLength(given.length + 5);
    expect(secrets).toEqual({
      // One by its name; what the JSON holds could be the key of anything.
      plainTextSuspects: 1,
      secretText: 1,
      secretsStore: 1,
    });
    expect(JSON.stringify(version)).not.toMatch(/hunter2|openai_api_key/);
    expect(Object.fromEntries(bindings.map(b => [b.name, b]))).toMatchObject({
      DB: { targetId: '3f6d2c1b-8e7a-4d5c-9b0a-1e2f3a4b5c6d' },
      ARTIFACTS: { targetName: 'acme-prod-artifacts' },
      EVENTS: { targetName: 'acme-events' },
      SESSIONS: {
        targetId: '5fd1cafff895419c8bcc647fc64ab8f0',
        targetName: 'SessionCoordinator',
        targetScope: 'acme-api',
      },
      ETL: { targetName: 'acme-etl' },
      IDX: { targetName: 'acme-idx-main' },
      PG: { targetId: 'd4c3b2a190807060504030201f2e3d4c' },
      AE: { targetName: 'acme_analytics' },
      OPENAI: {
        targetId: '8f7e6d5c4b3a29180716253443526170',
      },
      API_PASSWORD: { type: 'plain_text' },
      FUTURE: { type: 'quantum_teleporter' },
      AUTH: { targetName: 'acme-auth' },
      EU: { targetName: 'b', targetScope: 'eu' },
      OLD: { targetId: 'd' },
      S: { targetName: 'i', targetScope: 'n' },
    });
  });

  it('builds, read with their own token', async () => {
    api.received.length = 0;
    const ids = Array.from({ length: 21 }, (_, i) => `version-${i}`);
    const builds = await client.workers.builds([VERSION, ...ids, VERSION]);
    expect(builds.get(VERSION)).toEqual({
      id: 'b01dface-0000-4000-8000-1234567890ab',
      versionId: VERSION,
      status: 'stopped',
      outcome: 'success',
      commitHash: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
      branch: 'main',
      repositoryUrl: 'https://github.com/acme/api',
    });
    expect(api.received.map(r => r.headers.authorization)).toEqual([
      'Bearer builds-token',
      'Bearer builds-token',
    ]);
    const [first, second] = api.received.map(
      r => r.url.searchParams.get('version_ids')!.split(',').length,
    );
    expect([first, second]).toEqual([20, 2]);
  });

  it('Pages projects, without the values of variables', async () => {
    const { items } = await client.pages.list();
    expect(items[0]).toMatchObject({
      id: '0d9a7c1e-4b2f-4c8d-9e6a-7f5b3a1c2d4e',
      name: 'acme-web',
      domains: ['acme-web.pages.dev', 'www.acme.example'],
      productionBranch: 'main',
      repositoryUrl: 'https://github.com/acme/web',
      latestDeployment: undefined,
      canonicalDeployment: {
        trigger: 'github:push',
        commitHash: 'ad9ccd918a81025731e10e40267e11273a263421',
        stage: { name: 'deploy', status: 'success' },
        skipped: false,
      },
      bindings: [
        {
          type: 'kv_namespace',
          name: 'CACHE',
          targetId: '9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3',
        },
        {
          type: 'analytics_engine',
          name: 'AE',
          targetName: 'acme_web_analytics',
        },
        { type: 'plain_text', name: 'API_BASE' },
        { type: 'secret_text', name: 'SENTRY_TOKEN' },
      ],
      secrets: { plainTextSuspects: 0, secretText: 1, secretsStore: 0 },
    });
    expect(JSON.stringify(items)).not.toContain('https://api.acme.example');
  });

  it('Pages deployments: skipped, failed, and a direct upload', async () => {
    const { items } = await client.pages.deployments('acme-web');
    expect(items).toMatchObject([
      { skipped: true, skipReason: 'commit_message', aliases: [] },
      { skipped: false, stage: { name: 'build', status: 'failure' } },
      {
        trigger: 'ad_hoc',
        commitHash: undefined,
        commitMessage: undefined,
        commitDirty: true,
      },
    ]);
  });

  it('the Access log, whose rows get an id', async () => {
    const { items } = await client.zeroTrust.accessAudit(window);
    const { id, ...row } = items[0];
    expect(row).toEqual({
      createdAt: '2026-11-21T19:02:00Z',
      action: 'login',
      allowed: true,
      applicationDomain: 'grafana.acme.example',
      applicationId: 'df7e2w5f-02b7-4d9d-af26-8d1988fca630',
      identityProvider: 'okta',
      rayId: '9f1c2d3e4b5a6978',
      ipAddress: '198.51.100.7',
      userEmail: 'sam@acme.example',
    });
    expect(id).toBe(
      createHash('sha256').update(JSON.stringify(row)).digest('hex'),
    );
    expect(items[1].id).not.toBe(id);
    expect(items[1].userEmail).toBeUndefined();
  });

  it('users and devices', async () => {
    expect((await client.zeroTrust.users()).items).toMatchObject([
      { email: 'sam@acme.example', accessSeat: true, activeDeviceCount: 2 },
    ]);
    const devices = await client.zeroTrust.devices();
    expect(devices.complete).toBe(true);
    expect(devices.items).toEqual([
      {
        id: 'fc9ab6ab-3b94-4319-9941-459462b3d73e',
        name: 'sam-mbp',
        type: 'mac',
        osVersion: '15.1',
        clientVersion: '2026.9.1',
        activeRegistrations: 1,
        lastSeenEmail: 'sam@acme.example',
        serialNumber: 'C02XL0GYJGH6',
      },
    ]);
  });
});
