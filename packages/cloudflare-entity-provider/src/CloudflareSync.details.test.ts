import { CloudflareClient } from '@cloudflare-backstage/cloudflare-client';
import {
  databases,
  DEPLOYMENTS_OPERATION,
  Estate,
  partOf,
} from './__testUtils__/estate';
import { DETAIL_SLOTS, detailSlot } from './details';

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'CloudflareSync, details, %p',
  database => {
    let estate: Estate;
    const start = async (options?: Parameters<typeof Estate.start>[0]) => {
      estate = await Estate.start({ ...options, database });
    };
    afterEach(() => estate.close());

    it('reads again what changed, what is new, and the slot', async () => {
      await start();
      const sync = await estate.process();
      await estate.run(sync);

      estate.simulator.account.deploy('acme-reports', {
        version: { tag: 'c'.repeat(40) },
      });
      estate.simulator.account.addWorker('acme-new', {});
      await estate.setRun(DETAIL_SLOTS + detailSlot('acme-embedder') - 1);
      const run = await estate.run(sync);

      expect(partOf(run, 'workers')).toMatchObject({ added: 1, removed: 0 });
      const slotMates = estate
        .names('workers')
        .filter(
          name =>
            detailSlot(name.replace('cf-worker-', '')) ===
            detailSlot('acme-embedder'),
        );
      const due = new Set([
        ...slotMates,
        'cf-worker-acme-new',
        'cf-worker-acme-reports',
      ]);
      expect(partOf(run, 'workers').detailsRead).toBe(due.size);
      expect(
        estate.entity('workers', 'cf-worker-acme-reports').spec?.parameters,
      ).toMatchObject({ lastDeployment: { commitSha: 'c'.repeat(40) } });
      // The slot's versions are immutable: only its deployments were read.
      expect(
        estate.simulator.statistics().byOperation[DEPLOYMENTS_OPERATION],
      ).toBe(due.size);
      const changed = estate.catalog.mutations.flatMap(({ mutation }) =>
        mutation.type === 'delta'
          ? mutation.added.map(({ entity }) => entity.metadata.name)
          : [],
      );
      expect(new Set(changed)).toEqual(
        new Set(['cf-worker-acme-new', 'cf-worker-acme-reports']),
      );
    });

    it('keeps what an older version of it read until it is read again', async () => {
      await start();
      await estate.run(await estate.process());
      const table = () => estate.knex('cloudflare_sync_resources');
      const at = { qualified_name: 'acme-api' };
      const { detail } = await table().where(at).first('detail');
      const { deployment, versions } = JSON.parse(detail);
      for (const version of versions) {
        delete version.secrets;
      }
      await table()
        .where(at)
        .update({
          detail: JSON.stringify({ deployment, versions }),
          detail_version: 1,
        });
      estate.simulator.injectFault({
        operation: DEPLOYMENTS_OPERATION,
        fault: { type: 'status', status: 403 },
      });
      const parameters = () =>
        estate.entity('workers', 'cf-worker-acme-api').spec?.parameters;
      await estate.run(await estate.process());
      expect(parameters()).toHaveProperty('lastDeployment');
      expect(parameters()).not.toHaveProperty('secrets');

      estate.simulator.clearFaults();
      await estate.run(await estate.process());
      expect(parameters()).toMatchObject({
        lastDeployment: { id: deployment.id },
        secrets: { plainTextSuspects: 1, secretText: 1 },
      });
    });

    it('names the newest version where several have the largest share', async () => {
      await start();
      const { account } = estate.simulator;
      const older = account.uploadVersion('acme-api', { tag: 'a'.repeat(40) });
      const newer = account.uploadVersion('acme-api', { tag: 'b'.repeat(40) });
      account.deploy('acme-api', {
        versions: [
          { id: older, percentage: 50 },
          { id: newer, percentage: 50 },
        ],
      });
      await estate.run(await estate.process());
      expect(
        estate.entity('workers', 'cf-worker-acme-api').spec?.parameters,
      ).toMatchObject({
        lastDeployment: { version: newer, commitSha: 'b'.repeat(40) },
      });
    });

    it('goes on with details where the budget ended the run before', async () => {
      await start({ workers: 40 });
      let allowed = 25;
      let spent = 0;
      const client = withDeployments(async (...args) => {
        spent += 1;
        return estate.client.workers.deployments(...args);
      });
      client.budget = () => ({
        limit: allowed,
        used: spent >= allowed * 0.8 ? allowed : 0,
        windowSeconds: 300,
      });
      const sync = await estate.process({ client });

      const first = await estate.run(sync);
      expect(estate.names('workers')).toHaveLength(40);
      const { detailsRead, detailsPending } = partOf(first, 'workers');
      expect(detailsRead).toBeGreaterThanOrEqual(20);
      expect(detailsRead).toBeLessThan(40);
      expect(detailsRead + detailsPending).toBe(40);
      // Not read yet is not "none".
      expect(withDeployment()).toBeLessThanOrEqual(detailsRead);

      allowed = 1000;
      const second = await estate.run(sync);
      expect(partOf(second, 'workers').detailsPending).toBe(0);
      expect(partOf(second, 'workers').detailsRead).toBeGreaterThanOrEqual(
        detailsPending,
      );
      expect(withDeployment()).toBe(39);
    });

    it('lists 2,000 Workers at once, and reads details within its part of the rate limit', async () => {
      await start({
        workers: 2000,
        quota: { requests: 1200, windowSeconds: 300 },
        budget: {},
      });
      const sync = await estate.process();
      const run = await estate.run(sync);
      expect(run.outcome).toBe('succeeded');
      expect(estate.names('workers')).toHaveLength(2000);
      const { detailsRead, detailsPending } = partOf(run, 'workers');
      expect(detailsRead).toBeGreaterThan(150);
      expect(detailsRead + detailsPending).toBe(2000);
      const { total, rateLimited } = estate.simulator.statistics();
      expect(rateLimited).toBe(0);
      // A fifth of our half of the limit is left for those who wait for answers.
      expect(total).toBeLessThanOrEqual(480 + 16);
    });

    it('changes nothing more once it is aborted', async () => {
      await start({ workers: 30 });
      const controller = new AbortController();
      let calls = 0;
      const client = withDeployments(async (...args) => {
        calls += 1;
        if (calls === 10) {
          controller.abort();
        }
        return estate.client.workers.deployments(...args);
      });
      const sync = await estate.process({ client });
      const run = await estate.run(sync, controller.signal);
      expect(run.outcome).toBe('failed');
      expect(calls).toBeLessThan(30);
      expect(estate.names('workers')).toHaveLength(30);
      expect(withDeployment()).toBe(0);

      const next = await estate.run(sync);
      expect(next.outcome).toBe('succeeded');
      expect(withDeployment()).toBe(29);
    });

    it('does not let a detail that always fails keep the others waiting', async () => {
      await start();
      estate.simulator.injectFault({
        operation: /acme-api\/deployments/,
        fault: { type: 'invalid-json' },
      });
      const sync = await estate.process();
      const run = await estate.run(sync);
      expect(partOf(run, 'workers')).toMatchObject({
        complete: true,
        detailsRead: 13,
        detailsPending: 1,
      });
      const { spec } = estate.entity('workers', 'cf-worker-acme-api');
      expect(spec?.parameters).not.toHaveProperty('lastDeployment');
      expect(spec?.parameters).not.toHaveProperty('notDeployed');
    });

    it('stops reading details when the token may not', async () => {
      await start({ workers: 60 });
      estate.simulator.injectFault({
        operation: DEPLOYMENTS_OPERATION,
        fault: { type: 'status', status: 403 },
      });
      const run = await estate.run(await estate.process());
      expect(partOf(run, 'workers').detailsPending).toBe(60);
      expect(
        estate.simulator.statistics().byOperation[DEPLOYMENTS_OPERATION],
      ).toBeLessThanOrEqual(8);
    });

    function withDeployment(): number {
      return estate
        .names('workers')
        .map(name => estate.entity('workers', name).spec?.parameters as object)
        .filter(parameters => 'lastDeployment' in parameters).length;
    }

    function withDeployments(
      deployments: CloudflareClient['workers']['deployments'],
    ): CloudflareClient {
      const { client } = estate;
      return {
        ...client,
        workers: Object.assign(Object.create(client.workers), { deployments }),
      };
    }
  },
);
