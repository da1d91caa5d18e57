import { exampleBodies, examplesWrittenAt } from '../fixtures';
import { type Simulator, startSimulator } from '../Simulator';
import { ask, resultOf } from '../__testUtils__/ask';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ now: examplesWrittenAt });
});
afterAll(() => simulator.close());

describe('the account', () => {
  it('has id, name and settings', async () => {
    expect(await resultOf(simulator, '')).toMatchObject({
      id: '6f1ed0c0ffee4a7b9d2e11aa22bb33cc',
      name: 'Acme',
      settings: { enforce_twofactor: true },
    });
  });
});

describe('tokens', () => {
  it('have one that never expires and one that is disabled', async () => {
    const tokens = await resultOf(simulator, '/tokens');
    const states = tokens.map((token: any) => [
      token.status,
      'expires_on' in token,
    ]);
    expect(states).toContainEqual(['active', false]);
    expect(states).toContainEqual(['disabled', false]);
    expect(states).toContainEqual(['active', true]);
  });
});

describe('zones', () => {
  it('are filtered by account and name', async () => {
    const names = async (query: string) =>
      (await resultOf(simulator, `~/zones?${query}`)).map(
        ({ name }: { name: string }) => name,
      );
    const own = `account.id=${simulator.accountId}`;
    expect(await names(own)).toEqual(['acme.example', 'acme-status.example']);
    expect(await names(`${own}&name=acme.example`)).toEqual(['acme.example']);
    expect(await names('account.id=other')).toEqual([]);
  });

  it('have routes to Workers, and one that switches them off', async () => {
    const [zone] = await resultOf(simulator, '~/zones');
    const routes = await resultOf(
      simulator,
      `~/zones/${zone.id}/workers/routes`,
    );
    expect(routes).toContainEqual({
      id: expect.any(String),
      pattern: 'acme.example/*',
      script: 'acme-web-router',
    });
    expect(
      routes.find(({ pattern }: any) => pattern === 'acme.example/static/*'),
    ).not.toHaveProperty('script');
  });
});

describe('tags', () => {
  it('are those of tagged resources only', async () => {
    const resources = await resultOf(simulator, '/tags/resources');
    const byName = Object.fromEntries(
      resources.map((resource: any) => [resource.name, resource]),
    );
    expect(byName['acme-api']).toMatchObject({
      type: 'worker',
      id: '1f0c5d2e7a9b4c6d8e0f123456789abc',
      tags: { team: 'platform', env: 'prod', system: 'storefront' },
    });
    expect(byName['acme-web'].type).toBe('pages_project');
    expect(byName).not.toHaveProperty('acme-worker-consumer');
  });

  it('are filtered by type, key and value', async () => {
    const names = async (query: string) =>
      (await resultOf(simulator, `/tags/resources?${query}`)).map(
        ({ name }: { name: string }) => name,
      );
    expect(await names('type=account')).toEqual(['Acme']);
    const types = 'type=account&type=worker&type=pages_project';
    expect(await names(`${types}&tag=team%3Dsecurity`)).toEqual([
      'Acme',
      'acme-auth',
      'acme-admin',
    ]);
    expect(await names('tag=nonsense')).toEqual([]);
  });

  it('are empty, not missing, for what does not exist', async () => {
    const query = 'resource_type=worker&resource_id=none';
    expect(await resultOf(simulator, `/tags?${query}`)).toMatchObject({
      id: 'none',
      tags: {},
    });
    expect((await ask(simulator, '/tags')).status).toBe(400);
  });
});

describe('graphql', () => {
  const post = (text: string, variables: object = {}) =>
    ask(simulator, '~/graphql', {
      method: 'POST',
      body: JSON.stringify({ query: text, variables }),
    });
  const query = async (text: string, variables: object = {}) => {
    const { status, body } = await post(text, variables);
    expect(status).toBe(200);
    return body;
  };
  const ofAccount = (nodes: string, account = simulator.accountId) =>
    query(
      `query($a: string!) { viewer { accounts(filter: {accountTag: $a}) { ${nodes} } } }`,
      { a: account },
    );

  it('fails whole for a dataset that the plan lacks', async () => {
    const body = await ofAccount(`
      workersInvocationsAdaptive(limit: 10) { sum { requests } }
      containersMetricsAdaptiveGroups(limit: 10) { avg { cpu } }
    `);
    const example = exampleBodies.graphqlRefusedDataset;
    expect(body.data).toBeNull();
    const { message, path, extensions } = example.errors[0];
    expect(body.errors).toEqual([
      {
        message,
        path,
        extensions: { ...extensions, timestamp: expect.any(String) },
      },
    ]);
  });

  it('refuses and grants a dataset', async () => {
    const node = 'workersInvocationsAdaptive';
    const setting = async () => {
      const body = await ofAccount(`settings { ${node} { enabled } }`);
      return body.data.viewer.accounts[0].settings[node].enabled;
    };
    const asked = () => ofAccount(`${node}(limit: 1) { sum { requests } }`);
    simulator.refuseDataset(node);
    expect((await asked()).errors[0]).toMatchObject({
      path: ['viewer', 'accounts', '0', node],
      extensions: { code: 'authz' },
    });
    expect(await setting()).toBe(false);
    simulator.grantDataset(node);
    expect((await asked()).errors).toBeNull();
    expect(await setting()).toBe(true);
  });

  it('refuses a query with too many nodes', async () => {
    const ofOneHour =
      'workersInvocationsAdaptive(limit: 1, filter: {datetime_geq: "2026-11-22T00:00:00Z"}) { sum { requests } }';
    const nodes = (count: number) => {
      const list = Array.from(
        { length: count },
        (_, at) => `n${at}: ${ofOneHour}`,
      );
      return `{ viewer { accounts(filter: {accountTag: "${
        simulator.accountId
      }"}) { ${list.join(' ')} } } }`;
    };
    expect((await post(nodes(30))).status).toBe(200);
    const { status, body, headers } = await post(nodes(31));
    expect(status).toBe(429);
    expect(headers.has('retry-after')).toBe(false);
    expect(body.data).toBeNull();
    expect(body.errors[0].message).toContain('too many nodes');
    simulator.setMaxDatasetNodes(31);
    expect((await post(nodes(31))).status).toBe(200);
    simulator.setMaxDatasetNodes(30);
  });

  it('tells the invocations of Workers by hour', async () => {
    const body = await ofAccount(`workersInvocationsAdaptive(
      limit: 10000
      orderBy: [datetimeHour_ASC]
      filter: { datetime_geq: "2026-11-21T00:00:00Z", datetime_lt: "2026-11-22T00:00:00Z", scriptName_in: ["acme-api", "acme-edge-experiments"] }
    ) { sum { requests errors subrequests } quantiles { cpuTimeP50 cpuTimeP99 } dimensions { scriptName hour: datetimeHour } }`);
    const rows = body.data.viewer.accounts[0].workersInvocationsAdaptive;
    expect(rows).toHaveLength(24);
    expect(rows[14].dimensions).toEqual({
      scriptName: 'acme-api',
      hour: '2026-11-21T14:00:00Z',
    });
    expect(rows[14].sum.requests).toBeGreaterThan(rows[2].sum.requests);
    const { cpuTimeP50, cpuTimeP99 } = rows[14].quantiles;
    expect(cpuTimeP99).toBeGreaterThan(cpuTimeP50);
  });

  it('apart by how invocations ended', async () => {
    const body = await ofAccount(
      'workersInvocationsAdaptive(limit: 9) { sum { requests errors } dimensions { status } }',
    );
    const rows = body.data.viewer.accounts[0].workersInvocationsAdaptive;
    const byStatus = Object.fromEntries(
      rows.map(({ dimensions, sum }: any) => [dimensions.status, sum]),
    );
    expect(byStatus.success.errors).toBe(0);
    const { requests, errors } = byStatus.scriptThrewException;
    expect(errors).toBe(requests);
    expect(errors).toBeGreaterThan(0);
  });

  it('shows no account that the token does not see', async () => {
    const body = await ofAccount(
      'settings { workersInvocationsAdaptive { enabled } }',
      'x',
    );
    expect(body).toEqual(exampleBodies.graphqlUnknownAccount);
  });

  it('counts logins by the dimensions that are selected', async () => {
    const counts = async (dimensions: string) => {
      const { data } = await ofAccount(
        `logins: accessLoginRequestsAdaptiveGroups(limit: 1000) { count dimensions { ${dimensions} } }`,
      );
      return data.viewer.accounts[0].logins as any[];
    };
    const sum = (rows: any[]) =>
      rows.reduce((total, { count }) => total + count, 0);
    const byOutcome = await counts('isSuccessfulLogin');
    const byApplication = await counts('appId country');
    expect(byOutcome).toHaveLength(2);
    expect(byApplication.length).toBeGreaterThan(2);
    expect(sum(byOutcome)).toBe(sum(byApplication));
    const log = await resultOf(
      simulator,
      '/access/logs/access_requests?limit=1000',
    );
    expect(sum(byOutcome)).toBe(
      log.filter(({ action }: any) => action === 'login').length,
    );
  });

  it.each([
    ['nonsense(limit: 10) { count }', 'unknown field "nonsense"'],
    [
      'workersInvocationsAdaptive(limit: 10) { nonsense }',
      'unknown field "nonsense"',
    ],
    [
      'workersInvocationsAdaptive(limit: 10) { sum { requests { x } } }',
      'unknown field "x"',
    ],
    [
      'workersInvocationsAdaptive(limit: 9, filter: {scriptName: "none"}) { sum { nonsense } }',
      'unknown field "nonsense"',
    ],
    ['settings { nonsense { enabled } }', 'unknown field "nonsense"'],
    ['workersInvocationsAdaptive { sum { requests } }', 'limit'],
    ['d1StorageAdaptiveGroups(limit: 10', 'Syntax Error'],
  ])('refuses %s', async (nodes, message) => {
    const body = await ofAccount(nodes);
    expect(body.data).toBeNull();
    expect(body.errors[0].message).toContain(message);
  });

  it('wants exactly one account', async () => {
    const body = await query('{ viewer { accounts { settings { x } } } }');
    expect(body.errors[0].message).toContain('exactly one account');
  });
});
