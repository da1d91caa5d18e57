import { examplesWrittenAt } from '../fixtures';
import { type Simulator, startSimulator } from '../Simulator';
import { ask } from '../__testUtils__/ask';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({
    now: examplesWrittenAt,
    tokens: {
      'account-token': {},
      'user-token': { owner: 'user' },
      'pages-token': { permissions: ['Pages Read'] },
      'tail-token': { permissions: ['Workers Tail Read'] },
    },
  });
});
afterEach(() => simulator.close());

const errorOf = async (...parameters: Parameters<typeof ask>) => {
  const { status, body } = await ask(...parameters);
  expect(body).toMatchObject({ success: false, messages: [], result: null });
  const [{ code }] = body.errors;
  return { status, code };
};

describe('credentials', () => {
  it('wants a bearer token that it knows', async () => {
    const path = '/workers/scripts';
    expect(await errorOf(simulator, path, { token: null })).toEqual({
      status: 400,
      code: 9106,
    });
    expect(await errorOf(simulator, path, { token: 'stranger' })).toEqual({
      status: 401,
      code: 1000,
    });
  });

  it('verifies a token only where it belongs', async () => {
    const account = '/tokens/verify';
    const user = '~/user/tokens/verify';
    const ok = await ask(simulator, account);
    expect(ok.body.result.status).toBe('active');
    expect(ok.body.messages[0].code).toBe(10000);
    expect((await ask(simulator, user, { token: 'user-token' })).status).toBe(
      200,
    );
    for (const [path, token] of [
      [user, 'account-token'],
      [account, 'user-token'],
    ]) {
      expect(await errorOf(simulator, path, { token })).toEqual({
        status: 401,
        code: 1000,
      });
    }
  });

  it('lists accounts for the token of a user only', async () => {
    expect(await errorOf(simulator, '~/accounts')).toEqual({
      status: 400,
      code: 1001,
    });
    const { body } = await ask(simulator, '~/accounts', {
      token: 'user-token',
    });
    expect(body.result[0].id).toBe(simulator.accountId);
  });

  it('gives builds to the token of a user only', async () => {
    const path = '/builds/builds?version_ids=x';
    expect((await errorOf(simulator, path)).status).toBe(401);
    const { body } = await ask(simulator, path, { token: 'user-token' });
    expect(body.result).toEqual({ builds: {} });
  });
});

describe('permissions', () => {
  it.each([
    ['/workers/scripts', 'Workers Scripts Read'],
    ['/workers/workers', 'Workers Scripts Read'],
    ['/workers/scripts/acme-api/deployments', 'Workers Scripts Read'],
    ['/pages/projects', 'Pages Read'],
    ['/access/logs/access_requests', 'Access: Audit Logs Read'],
    ['/access/apps', 'Access: Apps and Policies Read'],
    ['/access/policies', 'Access: Apps and Policies Read'],
    [
      '/access/identity_providers',
      'Access: Organizations, Identity Providers, and Groups Read',
    ],
    ['/devices/physical-devices', 'Zero Trust Read'],
    ['/logs/audit?since=2026-01-01&before=2027-01-01', 'Account Settings Read'],
    ['/tokens', 'Account API Tokens Read'],
    ['~/zones', 'Zone Read'],
    ['/tags/resources', 'com.cloudflare.api.account.tag.list'],
    ['', 'Account Settings Read'],
  ])('refuses %s without %s, until it is granted', async (path, group) => {
    expect((await ask(simulator, path)).status).toBe(200);
    simulator.refusePermission(group);
    expect(await errorOf(simulator, path)).toEqual({
      status: 403,
      code: 10000,
    });
    simulator.grantPermission(group);
    expect((await ask(simulator, path)).status).toBe(200);
  });

  it('holds a token to its own groups', async () => {
    const status = async (path: string, token: string) =>
      (await ask(simulator, path, { token })).status;
    expect(await status('/pages/projects', 'pages-token')).toBe(200);
    expect(await status('/workers/scripts', 'pages-token')).toBe(403);
    const deployments = '/workers/scripts/acme-api/deployments';
    expect(await status(deployments, 'tail-token')).toBe(200);
    expect(await status('/workers/scripts', 'tail-token')).toBe(403);
  });
});

describe('what does not exist', () => {
  it.each([
    ['/workers/scripts/none/deployments', 404, 10007],
    ['/workers/scripts/acme-api/deployments/none', 404, 10336],
    ['/workers/workers/acme-api/versions/none', 404, 100146],
    ['/pages/projects/none', 404, 8000007],
    ['/pages/projects/none/deployments', 404, 8000007],
    ['~/accounts/00000000000000000000000000000000', 404, 7003],
    ['~/zones/none/workers/routes', 404, 7003],
    ['/nonsense', 404, 7000],
  ])('%s answers %d with code %d', async (path, status, code) => {
    expect(await errorOf(simulator, path)).toEqual({ status, code });
  });

  it('decodes names in paths', async () => {
    simulator.account.addWorker('a b/c');
    const { status } = await ask(
      simulator,
      '/workers/scripts/a%20b%2Fc/deployments',
    );
    expect(status).toBe(200);
  });
});

describe('writing', () => {
  it.each(['PUT', 'POST', 'PATCH', 'DELETE'])(
    'refuses %s and counts it',
    async method => {
      const before = (await ask(simulator, '/workers/scripts')).text;
      expect(simulator.statistics().unexpected).toBe(0);
      const path = '/workers/scripts/acme-api';
      const answer = await errorOf(simulator, path, { method, body: '{}' });
      expect(answer).toEqual({ status: 405, code: 10405 });
      expect(simulator.statistics().unexpected).toBe(1);
      expect((await ask(simulator, '/workers/scripts')).text).toBe(before);
    },
  );

  it('does not count the reads that are POST', async () => {
    const { status } = await ask(simulator, '~/graphql', {
      method: 'POST',
      body: JSON.stringify({ query: '{ viewer { accounts } }' }),
    });
    expect(status).toBe(200);
    expect(simulator.statistics().unexpected).toBe(0);
  });
});

describe('statistics', () => {
  it('counts by operation, and starts again', async () => {
    await ask(simulator, '/workers/scripts');
    await ask(simulator, '/workers/scripts/acme-api/deployments?per_page=1');
    await ask(simulator, '/workers/scripts/acme-auth/deployments');
    expect(simulator.statistics()).toMatchObject({
      total: 3,
      byOperation: {
        'GET /accounts/{account}/workers/scripts': 1,
        'GET /accounts/{account}/workers/scripts/{script}/deployments': 2,
      },
      rateLimited: 0,
      maxConcurrent: 1,
    });
    simulator.resetStatistics();
    expect(simulator.statistics()).toMatchObject({
      total: 0,
      byOperation: {},
    });
  });

  it('tells how many requests were under way at once', async () => {
    simulator.injectFault({ fault: { type: 'stalled-body' } });
    const url = `${simulator.url}/accounts/${simulator.accountId}/workers/domains`;
    const headers = { authorization: `Bearer ${simulator.apiToken}` };
    // Each has its headers and waits for the rest of its body.
    await Promise.all(Array.from({ length: 7 }, () => fetch(url, { headers })));
    expect(simulator.statistics().maxConcurrent).toBe(7);
  });
});

it('takes as long as it is told', async () => {
  simulator.setLatency(120);
  const start = performance.now();
  await ask(simulator, '/workers/domains');
  expect(performance.now() - start).toBeGreaterThanOrEqual(115);
});

it('gives every answer a ray id of its own', async () => {
  const rays = await Promise.all(
    [1, 2].map(async () =>
      (await ask(simulator, '/workers/domains')).headers.get('cf-ray'),
    ),
  );
  expect(new Set(rays).size).toBe(2);
  expect(rays[0]).toMatch(/^[0-9a-f]{16}-\w+$/);
});
