import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { WorkerDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

describe('Workers', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      cloudflareConfig: {
        environments: {
          rules: [
            { product: 'workers', name: '*-staging', environment: 'staging' },
          ],
        },
      },
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/workers/${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  it('tell a gradual deployment with the provenance of each version', async () => {
    const { body } = await get('acme-api/deployments');
    const [first, second] = body.data as WorkerDeployment[];
    expect(first).toMatchObject({
      env: 'prod',
      status: 'gradual',
      rollback: false,
      author: 'dev@acme.example',
      versions: [{ percentage: 90 }, { percentage: 10 }],
      version: first.versions[0].id,
      commitSha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
      provenance: { state: 'complete' },
    });
    expect(second.status).toBe('superseded');
    expect(body.meta).toMatchObject({ complete: true, account: 'default' });
    const staging = await get('acme-api-staging/deployments');
    expect(staging.body.data[0].env).toBe('staging');
  });

  it('page to the end without losing or repeating a deployment', async () => {
    for (let i = 0; i < 5; i++) {
      simulator.account.deploy('acme-api');
    }
    const { body } = await get('acme-api/deployments');
    const ids = body.data.map(({ id }: WorkerDeployment) => id);
    const paged: string[] = [];
    let cursor = '';
    do {
      const page = await get(`acme-api/deployments?limit=2${cursor}`);
      paged.push(...page.body.data.map(({ id }: WorkerDeployment) => id));
      cursor = page.body.meta.nextCursor
        ? `&cursor=${page.body.meta.nextCursor}`
        : '';
    } while (cursor);
    expect(paged).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('see a rollback', async () => {
    simulator.account.rollback('acme-api');
    const { body } = await get('acme-api/deployments');
    expect(body.data[0].rollback).toBe(true);
    expect(body.data[1].rollback).toBe(false);
  });

  it('inherit provenance where only a secret changed', async () => {
    const tag = 'ab'.repeat(20);
    simulator.account.deploy('acme-api-staging', { version: { tag } });
    const before = await get('acme-api-staging/deployments');
    simulator.account.changeSecret('acme-api-staging');
    const { body } = await get('acme-api-staging/deployments?limit=1');
    const [changed] = body.data as WorkerDeployment[];
    const [origin] = before.body.data as WorkerDeployment[];
    expect(changed.id).not.toBe(origin.id);
    expect(changed.versions[0].triggeredBy).toBe('secret');
    expect(changed.commitSha).toBe(tag);
    expect(changed.provenance.inherited).toBe(true);
    expect(origin.provenance).not.toHaveProperty('inherited');
  });

  it('say what they could not read of a version', async () => {
    simulator.injectFault({
      operation: /\/versions\/7b1b9c0e/,
      fault: { type: 'status', status: 500 },
    });
    const { status, body } = await get('acme-api/deployments');
    expect(status).toBe(200);
    expect(body.meta.complete).toBe(false);
    expect(body.meta.problems).toEqual([
      expect.objectContaining({ kind: 'unavailable', product: 'workers' }),
    ]);
    const [unread, known] = body.data[0].versions;
    expect(unread.provenance.state).toBe('unknown');
    expect(unread.number).toBeUndefined();
    expect(known.provenance.state).toBe('complete');
    expect(body.data[0].provenance.state).toBe('unknown');
  });

  it('read an immutable version once', async () => {
    await get('acme-api/deployments');
    simulator.resetStatistics();
    await get('acme-api/deployments?limit=5');
    expect(simulator.statistics().byOperation).toEqual({
      'GET /accounts/{account}/workers/scripts/{script}/deployments': 1,
    });
  });

  it('never ask Cloudflare for a name that nobody has', async () => {
    await get('acme-api/deployments');
    simulator.resetStatistics();
    const { status, body } = await get('no-such-worker/deployments');
    expect(status).toBe(404);
    expect(body.error).toMatchObject({
      name: 'NotFoundError',
      kind: 'not-found',
      product: 'workers',
      message: expect.stringContaining(`'no-such-worker'`),
    });
    expect(simulator.statistics().total).toBe(0);
  });

  it('name the permission that the token lacks', async () => {
    simulator.refusePermission('Workers Scripts Read');
    const { status, body } = await get('acme-api/deployments');
    expect(status).toBe(424);
    expect(body.error).toMatchObject({
      kind: 'forbidden',
      product: 'workers',
      permission: 'Workers Scripts Read',
    });
  });

  it('tell how a Worker is reached and started', async () => {
    const { body } = await get('acme-api/triggers');
    expect(body.data).toEqual({
      customDomains: [
        {
          hostname: 'api.acme.example',
          zoneName: 'acme.example',
          url: 'https://api.acme.example',
        },
      ],
      routes: [{ pattern: expect.any(String), zoneName: 'acme.example' }],
      crons: expect.any(Array),
    });
    expect(body.meta.complete).toBe(true);
  });

  it('leave routes out, and say why, when zones cannot be read', async () => {
    simulator.injectFault({
      operation: /\/zones/,
      fault: { type: 'status', status: 403 },
    });
    const { status, body } = await get('acme-api/triggers');
    expect(status).toBe(200);
    expect(body.data).not.toHaveProperty('routes');
    expect(body.data.customDomains).toHaveLength(1);
    expect(body.meta.complete).toBe(false);
    expect(body.meta.problems.length).toBeGreaterThan(0);
  });

  it('say that custom domains may be missing when they cannot be read', async () => {
    simulator.injectFault({
      operation: /\/workers\/domains/,
      fault: { type: 'status', status: 500 },
    });
    const { status, body } = await get('acme-api/triggers');
    expect(status).toBe(200);
    expect(body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable', product: 'workers' }],
    });
  });

  it('say that routes are old when zones cannot be read any more', async () => {
    const before = await get('acme-api/triggers');
    const realNow = Date.now;
    const now = jest
      .spyOn(Date, 'now')
      .mockImplementation(() => realNow() + 61_000);
    simulator.refusePermission('Zone Read');
    const { body } = await get('acme-api/triggers');
    now.mockRestore();
    expect(body.data.routes).toEqual(before.body.data.routes);
    expect(body.meta).toMatchObject({
      cache: 'miss',
      complete: false,
      problems: [{ kind: 'forbidden', permission: 'Zone Read' }],
    });
  });
});
