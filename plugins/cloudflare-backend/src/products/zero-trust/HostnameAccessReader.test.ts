import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { HostnameAccess } from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../../__testUtils__/startPlugin';

const LOG = 'GET /accounts/{account}/access/logs/access_requests';

describe('how Access protects', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  async function start(denied: string[] = []) {
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      denied,
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/${path}`)
        .set('Authorization', mockCredentials.user.header());
  }
  beforeEach(async () => {
    simulator = await startSimulator();
    await start();
  });
  afterEach(() => simulator.close());

  const data = ({ body }: request.Response) => body.data as HostnameAccess;

  it('a Pages project', async () => {
    const at = new Date(Date.now() - 60_000).toISOString();
    const application = 'admin.acme.example';
    simulator.account.addAccessRequest({ application, at });
    simulator.account.addAccessRequest({ application, action: 'logout' });
    simulator.account.addAccessRequest({ application, allowed: false });
    const answer = await get('pages/acme-admin/access');
    expect(answer.status).toBe(200);
    expect(answer.body.meta).toMatchObject({ complete: true, masked: false });
    const [{ id }] = data(answer).applications;
    expect(data(answer)).toEqual({
      hostnames: [
        {
          hostname: 'admin.acme.example',
          source: 'custom-domain',
          applicationIds: [id],
        },
        {
          hostname: 'acme-admin.pages.dev',
          source: 'pages.dev',
          applicationIds: [],
        },
      ],
      applications: [
        {
          id: expect.any(String),
          name: 'Admin',
          type: 'self_hosted',
          domains: ['admin.acme.example', 'admin.acme.example/reports'],
          policies: [
            {
              id: expect.any(String),
              name: 'Security team',
              decision: 'allow',
            },
            {
              id: expect.any(String),
              name: 'Finance on call',
              decision: 'allow',
            },
          ],
          lastSignIn: { at, since: expect.any(String) },
          dashboardUrl: `https://one.dash.cloudflare.com/${simulator.accountId}/access`,
        },
      ],
    });
    const { since } = data(answer).applications[0].lastSignIn!;
    const days = (Date.now() - Date.parse(since)) / 86_400_000;
    expect(days).toBeCloseTo(30, 2);
  });

  it('a Worker on every way to it', async () => {
    const all = simulator.account.addAccessApplication('All', {
      domain: '*.acme.example',
    });
    const part = simulator.account.addAccessApplication('Part', {
      domain: 'www.acme.example/api/admin',
    });
    simulator.account.addAccessApplication('Elsewhere', {
      domain: 'www.acme.example/shop',
    });
    const answer = await get('workers/acme-api/access');
    expect(answer.body.meta.complete).toBe(true);
    expect(data(answer).hostnames).toEqual([
      {
        hostname: 'api.acme.example',
        source: 'custom-domain',
        applicationIds: [all],
      },
      {
        hostname: 'www.acme.example/api/*',
        source: 'route',
        applicationIds: [all, part],
      },
    ]);
    const [first, second] = data(answer).applications;
    expect([first.id, second.id]).toEqual([all, part]);
    // Nobody signed in: that is known.
    expect(first.lastSignIn).toEqual({ since: expect.any(String) });

    const { hostnames } = data(await get('workers/acme-auth/access'));
    expect(hostnames.at(-1)).toEqual({
      hostname: expect.stringMatching(/^acme-auth\.[\w-]+\.workers\.dev$/),
      source: 'workers.dev',
      applicationIds: [],
    });
  });

  it.each(['cloudflare.read.workers', 'cloudflare.read.zerotrust'])(
    'is not told to who lacks %s',
    async permission => {
      await start([permission]);
      const { status, body } = await get('workers/acme-api/access');
      expect(status).toBe(403);
      expect(body.error.message).toContain(`'${permission}'`);
    },
  );

  it('is unknown, and not nothing, when applications cannot be read', async () => {
    simulator.refusePermission('Access: Apps and Policies Read');
    const answer = await get('pages/acme-admin/access');
    expect(answer.status).toBe(200);
    expect(answer.body.meta).toMatchObject({
      complete: false,
      problems: [
        { kind: 'forbidden', permission: 'Access: Apps and Policies Read' },
      ],
    });
    expect(data(answer)).toEqual({
      hostnames: [
        { hostname: 'admin.acme.example', source: 'custom-domain' },
        { hostname: 'acme-admin.pages.dev', source: 'pages.dev' },
      ],
      applications: [],
    });
  });

  it('is what it was, without a word of the rest, when applications cannot be read any more', async () => {
    const before = data(await get('pages/acme-admin/access'));
    simulator.refusePermission('Access: Apps and Policies Read');
    const realNow = Date.now;
    const now = jest
      .spyOn(Date, 'now')
      .mockImplementation(() => realNow() + 601_000);
    const answer = await get('pages/acme-admin/access');
    now.mockRestore();
    expect(answer.body.meta).toMatchObject({ cache: 'miss', complete: false });
    const [covered, other] = data(answer).hostnames;
    expect(covered).toEqual(before.hostnames[0]);
    expect(other).not.toHaveProperty('applicationIds');
  });

  it('is told of an application that is a minute old', async () => {
    await get('pages/acme-docs/access');
    const id = simulator.account.addAccessApplication('Docs', {
      domain: 'docs.acme.example',
    });
    const realNow = Date.now;
    const now = jest
      .spyOn(Date, 'now')
      .mockImplementation(() => realNow() + 61_000);
    const answer = await get('pages/acme-docs/access');
    now.mockRestore();
    expect(data(answer).hostnames[0].applicationIds).toEqual([id]);
  });

  it('is told without the last sign-in when the log cannot be read', async () => {
    simulator.refusePermission('Access: Audit Logs Read');
    const answer = await get('pages/acme-admin/access');
    expect(answer.status).toBe(200);
    expect(answer.body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'forbidden', permission: 'Access: Audit Logs Read' }],
    });
    expect(data(answer).hostnames[0].applicationIds).toHaveLength(1);
    expect(data(answer).applications[0].name).toBe('Admin');
    expect(data(answer).applications[0]).not.toHaveProperty('lastSignIn');
  });

  it('is told without the last sign-in when it lies too deep in the log', async () => {
    simulator.account.addAccessApplication('Docs', {
      domain: 'docs.acme.example',
    });
    const application = 'docs.acme.example';
    simulator.account.addAccessRequest({ application });
    for (let i = 0; i < 200; i++) {
      simulator.account.addAccessRequest({ application, action: 'logout' });
    }
    simulator.resetStatistics();
    const answer = await get('pages/acme-docs/access');
    expect(answer.body.meta.problems).toEqual([
      {
        kind: 'incomplete',
        message: expect.stringContaining(`'Docs'`),
        product: 'zeroTrust',
      },
    ]);
    expect(data(answer).applications[0]).not.toHaveProperty('lastSignIn');
    expect(simulator.statistics().byOperation[LOG]).toBe(2);
  });

  it('is told with the last sign-in of ten applications at most', async () => {
    for (let i = 0; i < 12; i++) {
      simulator.account.addAccessApplication(`Docs ${i}`, {
        domain: `docs.acme.example/${i}`,
      });
    }
    simulator.resetStatistics();
    const answer = await get('pages/acme-docs/access');
    expect(answer.body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'incomplete', product: 'zeroTrust' }],
    });
    const { applications } = data(answer);
    expect(applications).toHaveLength(12);
    expect(applications.map(({ lastSignIn }) => !!lastSignIn)).toEqual(
      applications.map((_, i) => i < 10),
    );
    expect(simulator.statistics().byOperation[LOG]).toBe(10);
  });

  it('says that routes or custom domains may be missing', async () => {
    simulator.refusePermission('Zone Read');
    const withoutRoutes = await get('workers/acme-api/access');
    expect(data(withoutRoutes).hostnames.map(({ source }) => source)).toEqual([
      'custom-domain',
    ]);
    expect(withoutRoutes.body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'forbidden', permission: 'Zone Read' }],
    });
    simulator.grantPermission('Zone Read');
    simulator.injectFault({
      operation: /\/workers\/domains/,
      fault: { type: 'status', status: 500 },
    });
    await start();
    const withoutDomains = await get('workers/acme-api/access');
    expect(
      data(withoutDomains).hostnames.map(({ source }) => source),
    ).toContain('route');
    expect(withoutDomains.body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable', product: 'workers' }],
    });
  });

  it('shares the applications and their last sign-ins', async () => {
    await get('pages/acme-admin/access');
    await get('zero-trust/access/audit');
    simulator.resetStatistics();
    await start();
    await get('pages/acme-admin/access');
    await get('zero-trust/access/audit');
    simulator.account.addPagesProject('acme-intern', {
      domains: ['admin.acme.example'],
    });
    await get('pages/acme-intern/access');
    const { byOperation } = simulator.statistics();
    expect(byOperation['GET /accounts/{account}/access/apps']).toBe(1);
    // One of them for the route of the log.
    expect(byOperation[LOG]).toBe(2);
  });
});
