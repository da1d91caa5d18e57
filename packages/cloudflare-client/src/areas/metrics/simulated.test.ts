import { type Simulator } from '@cloudflare-backstage/cloudflare-simulator';
import { startClient } from '../../__testUtils__/startClient';
import type { CloudflareClient } from '../../CloudflareClient';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const HOUR = 3_600_000;
const to = new Date(Math.floor(Date.now() / HOUR) * HOUR - HOUR);
const from = new Date(to.getTime() - 24 * HOUR);

describe('client.metrics of the simulated account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeEach(async () => {
    ({ simulator, client } = await startClient());
  });
  afterEach(() => simulator.close());

  it('adds up to the totals of each Worker', async () => {
    const { workers } = await client.metrics.read(
      { from, to },
      { only: ['workers'] },
    );
    expect(workers.totals.rows.length).toBeGreaterThan(0);
    for (const { script, requests, cpuTimeP50Ms } of workers.totals.rows) {
      const hours = workers.invocations.rows.filter(
        row => row.script === script,
      );
      expect(hours.length).toBeLessThanOrEqual(24);
      expect(hours.reduce((sum, row) => sum + row.requests, 0)).toBe(requests);
      expect(cpuTimeP50Ms).toBeGreaterThan(0);
    }
  });

  it('reads every row of Queues and Workflows', async () => {
    const { queues, workflows } = await client.metrics.read(
      { from, to },
      { only: ['queues', 'workflows'] },
    );
    const nodes = [...Object.values(queues), ...Object.values(workflows)];
    expect(nodes.map(({ problem }) => problem)).toEqual(
      nodes.map(() => undefined),
    );
    expect(queues.operations.rows.length).toBeGreaterThan(0);
    expect(workflows.events.rows.length).toBeGreaterThan(0);
  });

  it('names the permission that is missing', async () => {
    simulator.refusePermission('Account Analytics Read');
    await expect(client.metrics.read({ from, to })).rejects.toMatchObject({
      kind: 'forbidden',
      problem: { permission: 'Account Analytics Read' },
    });
  });

  it('goes on without a dataset that is refused', async () => {
    await client.metrics.read({ from, to });
    simulator.refuseDataset('workersInvocationsAdaptive');
    const { workers, zeroTrust } = await client.metrics.read({ from, to });
    expect(workers.totals.problem).toMatchObject({
      kind: 'not-entitled',
      product: 'workers',
    });
    expect(workers.invocations.problem).toBeDefined();
    expect(zeroTrust.logins.complete).toBe(true);
  });

  it('splits what is too much for the account', async () => {
    simulator.setMaxDatasetNodes(3);
    const { workers } = await client.metrics.read({ from, to });
    expect(workers.invocations.complete).toBe(true);
  });
});
