import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { WorkerMetrics } from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../../__testUtils__/startPlugin';

describe('metrics of a Worker', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/workers/${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  it('tell requests, errors and CPU time by hours', async () => {
    const { status, body } = await get('acme-api/metrics');
    expect(status).toBe(200);
    expect(body.meta).toMatchObject({ complete: true });
    const { series, totals, from, to } = body.data as WorkerMetrics;
    expect(Date.parse(to) - Date.parse(from)).toBeGreaterThanOrEqual(
      24 * 3_600_000,
    );
    expect(series.map(({ id, unit }) => [id, unit])).toEqual([
      ['requests', 'count'],
      ['errors', 'count'],
      ['subrequests', 'count'],
      ['cpuTimeP50', 'milliseconds'],
      ['cpuTimeP99', 'milliseconds'],
    ]);
    const requests = series[0].points.map(({ value }) => value);
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.reduce((sum, value) => sum + value)).toBe(totals?.requests);
    expect(totals?.cpuTimeP50Ms).toBeLessThan(totals?.cpuTimeP99Ms ?? 0);
  });

  it('do not take no data for zero', async () => {
    simulator.account.addWorker('never-called', { deployed: false });
    const { body } = await get('never-called/metrics');
    expect(body.data).not.toHaveProperty('totals');
    expect(body.data.series[0].points).toEqual([]);
  });

  it('say that the token may not read them, or the plan lacks them', async () => {
    simulator.refuseDataset('workersInvocationsAdaptive');
    const { status, body } = await get('acme-api/metrics');
    expect(status).toBe(200);
    expect(body.data).not.toHaveProperty('totals');
    expect(body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'not-entitled', product: 'workers' }],
    });
  });

  it('need the permission to read analytics', async () => {
    simulator.refusePermission('Account Analytics Read');
    const { status, body } = await get('acme-api/metrics');
    expect(status).toBe(424);
    expect(body.error).toMatchObject({
      kind: 'forbidden',
      permission: 'Account Analytics Read',
    });
  });

  it('refuse windows that are too long', async () => {
    const { status, body } = await get(
      'acme-api/metrics?from=2026-01-01T00:00:00Z',
    );
    expect(status).toBe(400);
    expect(body.error.message).toContain('7 days');
  });
});
