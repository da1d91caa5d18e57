import {
  startSimulator,
  type Simulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { z } from 'zod';
import { connectTo } from './__testUtils__/startClient';
import type { CloudflareClient } from './CloudflareClient';
import type { CloudflareClientOptions } from './options';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1000;

describe('createCloudflareClient, on a whole account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;
  const connect = (options?: Partial<CloudflareClientOptions>) =>
    connectTo(simulator, options);

  beforeAll(async () => {
    simulator = await startSimulator({
      workers: 230,
      pagesProjects: 23,
      auditRows: 700,
      quota: 'off',
    });
  });
  beforeEach(async () => {
    simulator.clearFaults();
    simulator.resetStatistics();
    client = await connect({ maxRetries: 1, budget: { requests: 100_000 } });
  });
  afterAll(() => simulator.close());

  const requests = (path: string) =>
    simulator.statistics().byOperation[`GET ${path}`] ?? 0;

  it('lists the Workers, joined with deployment times and domains', async () => {
    const workers = await client.workers.list();
    expect(workers).toMatchObject({ complete: true, problems: [] });
    expect(workers.items).toHaveLength(230);
    expect(new Set(workers.items.map(({ id }) => id)).size).toBe(230);
    expect(workers.items.find(w => w.name === 'acme-api')).toMatchObject({
      id: '1f0c5d2e7a9b4c6d8e0f123456789abc',
      tags: ['env:prod', 'team:platform'],
      deployedAt: expect.any(String),
      etag: expect.any(String),
      customDomains: [{ hostname: 'api.acme.example' }],
    });
    expect(simulator.statistics().total).toBe(5);
    expect(requests('/accounts/{account}/workers/workers')).toBe(3);
  });

  it('knows all Workers when only the details cannot be read', async () => {
    simulator.injectFault({
      operation: /\/workers\/(workers|domains)/,
      fault: { type: 'status', status: 403 },
    });
    const workers = await client.workers.list();
    expect(workers.items).toHaveLength(230);
    expect(workers.complete).toBe(true);
    expect(workers.problems.map(({ kind }) => kind)).toEqual([
      'forbidden',
      'forbidden',
    ]);
    expect(workers.items[0].deployedAt).toBeUndefined();
  });

  it('takes custom domains from the newer list when their own cannot be read', async () => {
    simulator.injectFault({
      operation: /\/workers\/domains/,
      fault: { type: 'status', status: 403 },
    });
    const { items } = await client.workers.list();
    expect(items.find(w => w.name === 'acme-api')?.customDomains).toMatchObject(
      [{ hostname: 'api.acme.example', service: 'acme-api' }],
    );
  });

  it('reads deployments, versions, crons, routes and builds of Workers', async () => {
    const { workers } = await connect({
      buildsToken: simulator.buildsToken,
      budget: { requests: 100_000 },
    });
    const { items } = await workers.deployments('acme-api', { limit: 1 });
    expect(items[0].versions.map(v => v.percentage)).toEqual([90, 10]);
    const [active] = items[0].versions;
    const version = await workers.version('acme-api', active.id);
    expect(version).toMatchObject({ id: active.id, number: 42 });
    expect(version.annotations['workers/tag']).toMatch(/^[0-9a-f]{40}$/);
    expect(version.bindings).toContainEqual({
      type: 'kv_namespace',
      name: 'CACHE',
      targetId: '9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3',
    });
    const routes = await workers.routes();
    expect(routes.complete).toBe(true);
    expect(routes.items[0]).toMatchObject({
      pattern: expect.any(String),
      zoneName: expect.any(String),
    });
    const builds = await workers.builds([active.id]);
    expect(builds.get(active.id)).toMatchObject({
      outcome: 'success',
      repositoryUrl: 'https://github.com/acme/api',
    });
    expect(await client.workers.builds([active.id])).toEqual(new Map());
    await expect(workers.crons('acme-api')).resolves.toBeInstanceOf(Array);
  });

  it('says that a Worker does not exist', async () => {
    await expect(client.workers.deployments('nobody')).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining("'nobody'"),
    });
  });

  it('keeps the routes of the zones that can be read', async () => {
    simulator.injectFault({
      operation: /\/zones\/[^/]+\/workers\/routes/,
      times: 1,
      fault: { type: 'status', status: 403 },
    });
    const routes = await client.workers.routes();
    expect(routes.complete).toBe(false);
    expect(routes.problems).toMatchObject([
      { kind: 'forbidden', permission: 'Workers Routes Read' },
    ]);
  });

  it('lists Pages projects and reads deployments page by page', async () => {
    const projects = await client.pages.list();
    expect(projects).toMatchObject({ complete: true, problems: [] });
    expect(projects.items).toHaveLength(23);
    expect(requests('/accounts/{account}/pages/projects')).toBe(3);
    const web = projects.items.find(p => p.name === 'acme-web')!;
    expect(web.repositoryUrl).toBe('https://github.com/acme/web');
    expect(JSON.stringify(web)).not.toContain('https://api.acme.example');
    const first = await client.pages.deployments('acme-web', { limit: 2 });
    expect(first.items).toHaveLength(2);
    const second = await client.pages.deployments('acme-web', {
      cursor: first.nextCursor,
    });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const previews = await client.pages.deployments('acme-web', {
      environment: 'preview',
    });
    expect(previews.items.every(d => d.environment === 'preview')).toBe(true);
  });

  it('reads the Access log to its end, in a half-open window', async () => {
    const until = new Date();
    const since = new Date(until.getTime() - 400 * DAY);
    const rows = [];
    let cursor: string | undefined;
    do {
      const page = await client.zeroTrust.accessAudit(
        { since, until },
        { cursor },
      );
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(rows).toHaveLength(700);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(700);
    expect(await client.zeroTrust.lastAuditEvent()).toBe(rows[0].createdAt);
    const newest = new Date(rows[0].createdAt);
    const before = await client.zeroTrust.accessAudit({ since, until: newest });
    expect(before.items.map(({ id }) => id)).not.toContain(rows[0].id);
    const from = await client.zeroTrust.accessAudit({ since: newest, until });
    expect(from.items.map(({ id }) => id)).toContain(rows[0].id);
    const { userEmail } = rows.find(row => row.userEmail)!;
    const theirs = await client.zeroTrust.accessAudit({
      since,
      until,
      email: userEmail,
    });
    expect(theirs.items.every(row => row.userEmail === userEmail)).toBe(true);
    expect(theirs.items.length).toBeGreaterThan(0);
  });

  it('reads users, devices, applications, policies and identity providers', async () => {
    const { zeroTrust } = client;
    for (const listing of await Promise.all([
      zeroTrust.users(),
      zeroTrust.devices(),
      zeroTrust.applications(),
      zeroTrust.policies(),
      zeroTrust.identityProviders(),
    ])) {
      expect(listing).toMatchObject({ complete: true, problems: [] });
      expect(listing.items.length).toBeGreaterThan(0);
    }
  });

  it('reads the account, its audit log, tokens and tags', async () => {
    expect(await client.account.get()).toMatchObject({
      id: simulator.accountId,
      name: 'Acme',
    });
    const before = new Date(Date.now() + DAY);
    const since = new Date(before.getTime() - 400 * DAY);
    const page = await client.auditLogs.list({ since, before }, { limit: 10 });
    expect(page.items).toHaveLength(10);
    expect(page.nextCursor).toEqual(expect.any(String));
    const next = await client.auditLogs.list(
      { since, before },
      { limit: 10, cursor: page.nextCursor },
    );
    expect(next.items[0].id).not.toBe(page.items[0].id);
    expect((await client.tokens.list()).complete).toBe(true);
    expect(await client.tokens.verify()).toMatchObject({
      status: 'active',
      owner: 'account',
    });
    const theirs = await connect({ apiToken: simulator.buildsToken });
    expect(await theirs.tokens.verify()).toMatchObject({ owner: 'user' });
    const tags = await client.tags.list();
    expect(tags.complete).toBe(true);
    expect(tags.items[0]).toMatchObject({ type: expect.any(String) });
  });

  it('asks GraphQL about the account', async () => {
    const query = `query ($account: string!) { viewer { accounts(filter: { accountTag: $account }) {
      workersInvocationsAdaptive(limit: 10) { sum { requests } } } } }`;
    const schema = z.object({ workersInvocationsAdaptive: z.array(z.any()) });
    expect(await client.graphql.query(query, {}, schema)).toHaveProperty(
      'workersInvocationsAdaptive',
    );
    await expect(
      client.graphql.query('mutation { x }', {}, schema),
    ).rejects.toMatchObject({ name: 'InputError' });
    await expect(
      client.graphql.query(query, {}, z.object({ other: z.string() })),
    ).rejects.toMatchObject({ kind: 'invalid-response' });
  });

  it('names the permission that is missing', async () => {
    simulator.refusePermission('Pages Read');
    await expect(client.pages.list()).rejects.toMatchObject({
      kind: 'forbidden',
      problem: { product: 'pages', permission: 'Pages Read' },
    });
    simulator.grantPermission('Pages Read');
    expect((await client.pages.list()).complete).toBe(true);
  });

  it.each([
    [{ accountId: 'nonsense' }, 'accountId'],
    [{ apiBaseUrl: 'http://api.cloudflare.com' }, 'apiBaseUrl'],
    [{ timeoutMs: 0 }, 'timeoutMs'],
    [{ maxRetries: -1 }, 'maxRetries'],
    [{ budget: { share: 1.5 } }, 'budget.share'],
    [{ budget: { requests: NaN } }, 'budget.requests'],
  ])('refuses the settings %j', async (options, key) => {
    await expect(connect(options)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(key),
    });
  });

  it('counts GraphQL queries in a quota of their own, and in the common one', async () => {
    const { account, graphql, budget } = await connect({
      budget: { requests: 8, windowSeconds: 60, share: 1 },
    });
    const ask = () =>
      graphql.query(
        'query ($account: string!) { viewer { accounts(filter: { accountTag: $account }) { workersInvocationsAdaptive(limit: 1) { sum { requests } } } } }',
        {},
        z.unknown(),
      );
    await ask();
    await ask();
    await expect(ask()).rejects.toMatchObject({ kind: 'rate-limited' });
    expect(budget()).toMatchObject({ limit: 8, used: 2 });
    await expect(account.get()).resolves.toBeDefined();
  });
});
