import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { SyncRun } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Router } from 'express';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const run: SyncRun = {
  account: 'default',
  run: 7,
  startedAt: '2026-11-21T10:00:00Z',
  outcome: 'partial',
  products: [
    {
      product: 'workers',
      listed: 3,
      complete: true,
      added: 1,
      changed: 0,
      removed: 0,
      held: 0,
      detailsRead: 3,
      detailsPending: 0,
      problems: [{ kind: 'forbidden', message: 'no', product: 'workers' }],
    },
  ],
};
const status = (account: string) => ({
  account,
  product: 'workers',
  title: 'Workers',
  state: 'available',
  resources: 3,
});

/** The routes of the catalog that this backend calls, for services only. */
function catalog(options: { triggered?: string[]; trigger?: number }) {
  return createBackendPlugin({
    pluginId: 'catalog',
    register(env) {
      env.registerInit({
        deps: {
          http: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ http, httpAuth }) {
          const router = Router();
          router.use(async (req, _, next) => {
            await httpAuth.credentials(req, { allow: ['service'] });
            next();
          });
          router.get('/cloudflare/products', (_, res) => {
            res.json({ products: [status('default'), status('gone')] });
          });
          router.get('/cloudflare/runs', (req, res) => {
            res.json({ runs: [{ ...run, run: Number(req.query.limit) }] });
          });
          router.post(
            '/.backstage/scheduler/v1/tasks/:id/trigger',
            (req, res) => {
              options.triggered?.push(req.params.id);
              res.status(options.trigger ?? 200).end();
            },
          );
          http.use(router);
        },
      });
    },
  });
}

describe('the account', () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  async function start(
    options: Parameters<typeof catalog>[0] | 'absent',
    denied: string[] = [],
  ) {
    const { server, audited } = await startPlugin({
      denied,
      accounts: [await accountOf(simulator)],
      cloudflareConfig: { defaults: { namespace: 'cloud' } },
      features: options === 'absent' ? [] : [catalog(options)],
    });
    const call = (method: 'get' | 'post', path: string) =>
      request(server)
        [method](`/api/cloudflare/v1/${path}`)
        .set('Authorization', mockCredentials.user.header());
    return { call, audited };
  }

  it('tells its token and its use of the rate limit', async () => {
    const { call } = await start('absent');
    const { body } = await call('get', 'accounts');
    expect(body.data).toEqual([
      {
        key: 'default',
        accountId: simulator.accountId,
        name: expect.any(String),
        entityRef: 'resource:cloud/cf-account',
        dashboardUrl: `https://dash.cloudflare.com/${simulator.accountId}`,
        token: expect.objectContaining({ status: 'active', owner: 'account' }),
        budget: { limit: 600, used: expect.any(Number), windowSeconds: 300 },
      },
    ]);
    expect(body.data[0].budget.used).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain(simulator.apiToken);
  });

  it('masks the address in the name that Cloudflare gives an account', async () => {
    simulator.injectFault({
      operation: 'GET /accounts/{account}',
      fault: {
        type: 'status',
        status: 200,
        body: {
          success: true,
          errors: [],
          messages: [],
          result: {
            id: simulator.accountId,
            name: `Ann.Doe@acme.example's Account`,
          },
        },
      },
    });
    const { call } = await start('absent', ['cloudflare.read.personal']);
    const { body } = await call('get', 'accounts');
    expect(body.data[0].name).toBe(`***@acme.example's Account`);
    expect(body.meta.masked).toBe(true);
  });

  it('has no token status that was not read', async () => {
    simulator.injectFault({
      operation: /verify/,
      fault: { type: 'status', status: 500 },
    });
    const { call } = await start('absent');
    const { status: code, body } = await call('get', 'accounts');
    expect(code).toBe(200);
    expect(body.data[0].token).toEqual({
      status: 'unknown',
      problem: expect.objectContaining({ kind: 'unavailable' }),
    });
    expect(body.meta.complete).toBe(false);
  });

  it('tells products and runs as the catalog knows them', async () => {
    const { call } = await start({});
    const products = await call('get', 'products');
    expect(products.body.data).toEqual([status('default')]);
    const runs = await call('get', 'sync?limit=5');
    expect(runs.body.data).toEqual([{ ...run, run: 5 }]);
  });

  it('starts a sync by the task of the catalog', async () => {
    const triggered: string[] = [];
    const { call, audited } = await start({ triggered });
    const { status: code, body } = await call('post', 'sync');
    expect(code).toBe(202);
    expect(body.data).toEqual({ account: 'default', started: true });
    expect(triggered).toEqual(['cloudflare:default:sync']);
    expect(audited).toEqual([
      expect.objectContaining({ eventId: 'sync-request', outcome: 'success' }),
    ]);
    expect((await call('post', 'sync?account=other')).status).toBe(400);
    expect(triggered).toHaveLength(1);
  });

  it('says that a sync is running already', async () => {
    const { call, audited } = await start({ trigger: 409 });
    const { status: code, body } = await call('post', 'sync');
    expect(code).toBe(409);
    expect(body.error.message).toContain('running already');
    expect(audited[0].outcome).toBe('fail');
  });

  it.each(['products', 'sync'])(
    'says of %s that the catalog module does not answer',
    async path => {
      const { call } = await start('absent');
      const { status: code, body } = await call('get', path);
      expect(code).toBe(503);
      expect(body.error).toMatchObject({
        kind: 'unavailable',
        message: expect.stringContaining('catalog module'),
      });
    },
  );
});
