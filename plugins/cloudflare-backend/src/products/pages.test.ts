import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { PagesDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

describe('Pages', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/pages/${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  it('tell how every deployment ended', async () => {
    const { body } = await get('acme-web/deployments');
    const found = (body.data as PagesDeployment[]).map(
      ({ env, status, stage }) => ({ env, status, stage }),
    );
    expect(found).toEqual([
      { env: 'preview', status: 'skipped', stage: 'queued' },
      { env: 'production', status: 'failed', stage: 'build' },
      { env: 'production', status: 'active', stage: 'deploy' },
      { env: 'production', status: 'superseded', stage: 'deploy' },
    ]);
    const dashboard = await get('acme-dashboard/deployments');
    expect(dashboard.body.data[0]).toMatchObject({
      status: 'running',
      stage: 'build',
    });
    expect(dashboard.body.data[1].status).toBe('active');
  });

  it('tell a preview that is on line from what was superseded', async () => {
    const { body } = await get('acme-admin/deployments');
    const found = (body.data as PagesDeployment[]).map(
      ({ env, status }) => `${env} ${status}`,
    );
    expect(found).toEqual(['preview live', 'production active']);
  });

  it('do not guess what serves production when that cannot be read', async () => {
    await get('acme-web/deployments?limit=9');
    const realNow = Date.now;
    const now = jest
      .spyOn(Date, 'now')
      .mockImplementation(() => realNow() + 700_000);
    simulator.injectFault({
      operation: /\/pages\/projects\?/,
      fault: { type: 'status', status: 500 },
    });
    const { status, body } = await get('acme-web/deployments');
    now.mockRestore();
    expect(status).toBe(200);
    expect(
      (body.data as PagesDeployment[]).map(deployment => deployment.status),
    ).toEqual(['skipped', 'failed', 'unknown', 'unknown']);
    expect(body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable', product: 'pages' }],
    });
  });

  it('tell commit and CI run where they are known', async () => {
    const { body } = await get('acme-docs/deployments');
    expect(body.data[0]).toMatchObject({
      ciRunUrl: 'https://github.com/acme/docs/actions/runs/7100000202',
      commitSha: expect.stringMatching(/^[0-9a-f]{40}$/),
      provenance: { state: 'complete' },
    });
    const web = await get('acme-web/deployments?env=production');
    expect(web.body.data[1]).not.toHaveProperty('ciRunUrl');
    expect(web.body.data[1].provenance.state).toBe('partial');
  });

  it('take the environment for a filter and page through', async () => {
    const production = await get('acme-web/deployments?env=production&limit=2');
    expect(production.body.data).toHaveLength(2);
    const rest = await get(
      `acme-web/deployments?env=production&limit=2&cursor=${production.body.meta.nextCursor}`,
    );
    expect(rest.body.data).toHaveLength(1);
    expect(rest.body.meta).not.toHaveProperty('nextCursor');
    const preview = await get('acme-web/deployments?env=preview');
    expect(preview.body.data).toHaveLength(1);
  });

  it('do not call an old deployment active after a new one took over', async () => {
    const before = await get('acme-admin/deployments?env=production');
    const [live] = before.body.data as PagesDeployment[];
    expect(live.status).toBe('active');
    // Later than the listing of the projects, which is read again for it.
    const later = new Date(Date.now() + 20_000);
    const id = simulator.account.deployPages('acme-admin', { at: later });
    const realNow = Date.now;
    const now = jest
      .spyOn(Date, 'now')
      .mockImplementation(() => realNow() + 20_000);
    const after = await get('acme-admin/deployments?env=production&limit=9');
    now.mockRestore();
    expect(
      (after.body.data as PagesDeployment[]).map(d => [d.id, d.status]),
    ).toEqual([
      [id, 'active'],
      [live.id, 'superseded'],
    ]);
  });

  it('answer a project without deployments with an empty list', async () => {
    const { status, body } = await get('acme-status/deployments');
    expect(status).toBe(200);
    expect(body.data).toEqual([]);
    expect(body.meta.complete).toBe(true);
  });
});
