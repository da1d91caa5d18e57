import {
  BUILDS_OPERATION,
  databases,
  DEPLOYMENTS_OPERATION,
  Estate,
  partOf,
} from './__testUtils__/estate';

jest.setTimeout(60_000);

const VERSIONS_OPERATION =
  'GET /accounts/{account}/workers/workers/{worker}/versions/{version}';

describe.each(databases.eachSupportedId())(
  'CloudflareSync, builds, %p',
  database => {
    let estate: Estate;
    beforeEach(async () => {
      estate = await Estate.start({ workers: 60, builds: true, database });
      estate.simulator.account.addWorker('acme-built', {
        version: { build: { commitHash: 'b'.repeat(40) } },
      });
      estate.simulator.account.addWorker('acme-by-hand', {});
    });
    afterEach(() => estate.close());

    const requests = (operation: string): number =>
      estate.simulator.statistics().byOperation[operation] ?? 0;
    const deploymentOf = (name: string) =>
      estate.entity('workers', `cf-worker-${name}`).spec?.parameters as {
        lastDeployment: object;
      };

    it('asks for the builds of 20 versions at a time, over all Workers', async () => {
      const sync = await estate.process();
      const run = await estate.run(sync);
      expect(run.outcome).toBe('succeeded');
      expect(requests(VERSIONS_OPERATION)).toBeGreaterThan(60);
      expect(requests(BUILDS_OPERATION)).toBe(
        Math.ceil(requests(VERSIONS_OPERATION) / 20),
      );
      expect(deploymentOf('acme-built').lastDeployment).toMatchObject({
        commitSha: 'b'.repeat(40),
        ciRunText: expect.stringMatching(/^Workers Builds /),
      });
      expect(deploymentOf('acme-by-hand').lastDeployment).toMatchObject({
        provenance: 'none',
      });

      estate.simulator.account.deploy('acme-by-hand', {
        version: { build: { commitHash: 'c'.repeat(40) } },
      });
      await estate.run(sync);
      expect(requests(BUILDS_OPERATION)).toBe(1);
      expect(deploymentOf('acme-by-hand').lastDeployment).toMatchObject({
        commitSha: 'c'.repeat(40),
      });
    });

    it('does not call provenance none while builds could not be read, and tries again', async () => {
      estate.simulator.injectFault({
        operation: BUILDS_OPERATION,
        fault: { type: 'status', status: 503 },
      });
      const sync = await estate.process();
      const run = await estate.run(sync);
      expect(run.outcome).toBe('partial');
      expect(partOf(run, 'workers')).toMatchObject({
        complete: true,
        detailsRead: 0,
        detailsPending: 62,
        problems: [{ kind: 'unavailable' }],
      });
      // What was read is there all the same.
      expect(deploymentOf('acme-by-hand').lastDeployment).toMatchObject({
        provenance: 'unknown',
      });

      estate.simulator.clearFaults();
      const next = await estate.run(sync);
      expect(next.outcome).toBe('succeeded');
      expect(requests(VERSIONS_OPERATION)).toBe(0);
      expect(deploymentOf('acme-by-hand').lastDeployment).toMatchObject({
        provenance: 'none',
      });
      expect(deploymentOf('acme-built').lastDeployment).toMatchObject({
        commitSha: 'b'.repeat(40),
      });
    });

    it('does not read everything again in every run when builds are refused', async () => {
      estate.simulator.refusePermission('Workers CI Read');
      const sync = await estate.process();
      const run = await estate.run(sync);
      expect(partOf(run, 'workers').problems).toEqual([
        expect.objectContaining({ kind: 'forbidden' }),
      ]);
      expect(deploymentOf('acme-by-hand').lastDeployment).toMatchObject({
        provenance: 'unknown',
      });
      await estate.run(sync);
      expect(requests(DEPLOYMENTS_OPERATION)).toBeLessThan(10);
    });
  },
);
