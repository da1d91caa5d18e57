import { type Simulator, startSimulator } from './Simulator';
import { ask } from './__testUtils__/ask';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

async function command(path: string, input?: object) {
  const response = await fetch(`${simulator.controlUrl}${path}`, {
    method: input ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    body: input && JSON.stringify(input),
  });
  return { status: response.status, ...(await response.json()) };
}

const status = async (path: string) => (await ask(simulator, path)).status;

describe('the control API', () => {
  it('injects and clears faults', async () => {
    const fault = { type: 'status', status: 502 };
    await command('/faults', {
      operation: 'GET /accounts/{account}/workers/scripts',
      times: 1,
      fault,
    });
    expect(await status('/workers/scripts')).toBe(502);
    expect(await status('/workers/scripts')).toBe(200);
    await command('/faults', { operationPattern: 'pages/projects$', fault });
    expect(await status('/pages/projects')).toBe(502);
    expect(await status('/workers/scripts')).toBe(200);
    await command('/clear-faults', {});
    expect(await status('/pages/projects')).toBe(200);
  });

  it('sets latency, quota and permissions', async () => {
    await command('/permissions', { refuse: ['Pages Read'] });
    expect(await status('/pages/projects')).toBe(403);
    await command('/permissions', { grant: ['Pages Read'] });
    expect(await status('/pages/projects')).toBe(200);

    await command('/latency', { ms: 80 });
    const start = performance.now();
    await status('/pages/projects');
    expect(performance.now() - start).toBeGreaterThanOrEqual(75);
    await command('/latency', { ms: 0 });

    await command('/quota', { quota: { requests: 1, windowSeconds: 60 } });
    expect(await status('/pages/projects')).toBe(200);
    expect(await status('/pages/projects')).toBe(429);
    await command('/quota', { quota: 'off' });
    expect(await status('/pages/projects')).toBe(200);
  });

  it('changes the account', async () => {
    const added = await command('/account', {
      change: 'addWorker',
      arguments: ['acme-new', { tags: ['team:data'], at: '2026-01-01' }],
    });
    expect(added).toEqual({ status: 200, result: null });
    const deployed = await command('/account', {
      change: 'deploy',
      arguments: ['acme-new', { version: { tag: 'abcdef0' } }],
    });
    const { body } = await ask(
      simulator,
      '/workers/scripts/acme-new/deployments',
    );
    expect(body.result.deployments[0].id).toBe(deployed.result);
  });

  it('refuses and grants datasets', async () => {
    const enabled = async () => {
      const node = 'workersInvocationsAdaptive';
      const query = `{ viewer { accounts(filter: {accountTag: "${simulator.accountId}"}) { settings { ${node} { enabled } } ${node}(limit: 1) { sum { requests } } } } }`;
      const { status: answered, body } = await ask(simulator, '~/graphql', {
        method: 'POST',
        body: JSON.stringify({ query }),
      });
      return [answered, body.errors?.[0].extensions.code];
    };
    await command('/datasets', { refuse: ['workersInvocationsAdaptive'] });
    expect(await enabled()).toEqual([200, 'authz']);
    await command('/datasets', { grant: ['workersInvocationsAdaptive'] });
    expect(await enabled()).toEqual([200, undefined]);
  });

  it('tells and resets the statistics, and is not counted itself', async () => {
    await status('/pages/projects');
    const { result } = await command('/statistics');
    expect(result).toEqual(simulator.statistics());
    expect(result.total).toBe(1);
    await command('/reset-statistics', {});
    expect((await command('/statistics')).result.total).toBe(0);
  });

  it.each([
    ['/nonsense', {}, 404],
    ['/statistics', {}, 404],
    ['/account', { change: 'constructor' }, 400],
    ['/account', { change: 'removeWorker', arguments: ['none'] }, 400],
    ['/account', { change: 'removeResource', arguments: ['kv', 'none'] }, 400],
    ['/account', { change: 'addResource', arguments: ['pages', 'x'] }, 400],
    ['/datasets', { maxNodes: 0 }, 400],
    ['/faults', { operation: 'scripts', fault: { type: 'html' } }, 400],
    ['/faults', { fault: { type: 'nonsense' } }, 400],
    ['/latency', { ms: 'long' }, 400],
    ['/quota', { quota: { requests: 'many' } }, 400],
  ])('refuses %s %j', async (path, input, expected) => {
    const { status: answered, error } = await command(path, input);
    expect(answered).toBe(expected);
    expect(error).toEqual(expect.any(String));
    expect(await status('/pages/projects')).toBe(200);
  });

  it('takes JSON only', async () => {
    const url = `${simulator.controlUrl}/permissions`;
    const body = JSON.stringify({ refuse: ['Pages Read'] });
    const response = await fetch(url, { method: 'POST', body });
    expect(response.status).toBe(415);
    expect(await status('/pages/projects')).toBe(200);
  });
});

it('listens on the loopback address only', () => {
  expect(new URL(simulator.url).hostname).toBe('127.0.0.1');
});

it('has the port that was asked for, once', async () => {
  const port = Number(new URL(simulator.url).port);
  await expect(startSimulator({ port })).rejects.toThrow('EADDRINUSE');
});
