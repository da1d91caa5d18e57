import { Fault } from '@cloudflare-backstage/cloudflare-simulator';
import { databases, Estate, partOf } from './__testUtils__/estate';

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'CloudflareSync, safety, %p',
  database => {
    let estate: Estate;
    const start = async (options?: Parameters<typeof Estate.start>[0]) => {
      estate = await Estate.start({ ...options, database });
    };
    afterEach(() => estate.close());

    it('removes nothing after an incomplete listing', async () => {
      await start({ pagesProjects: 25 });
      const sync = await estate.process();
      await estate.run(sync);
      const pages = estate.names('pages');
      const workers = estate.names('workers');
      expect(pages).toHaveLength(25);

      const { simulator } = estate;
      simulator.account.removePagesProject('acme-docs');
      simulator.account.removeWorker('acme-reports');
      simulator.injectFault({
        operation: 'GET /accounts/{account}/pages/projects',
        after: 1,
        fault: { type: 'status', status: 500 },
      });
      simulator.injectFault({
        operation: 'GET /accounts/{account}/workers/scripts',
        fault: { type: 'truncated-json' },
      });
      const run = await estate.run(sync);
      expect(run.outcome).toBe('partial');
      expect(partOf(run, 'pages')).toMatchObject({
        complete: false,
        removed: 0,
      });
      expect(partOf(run, 'pages').problems[0].kind).toBe('unavailable');
      expect(partOf(run, 'zeroTrust').complete).toBe(true);
      expect(estate.names('pages')).toEqual(pages);
      expect(estate.names('workers')).toEqual(workers);
      expect(estate.catalog.mutations).toEqual([]);

      // Nor does a new process, which does not know what the catalog holds.
      await estate.run(await estate.process());
      expect(estate.names('pages')).toEqual(pages);
      expect(estate.names('workers')).toEqual(workers);

      simulator.clearFaults();
      await estate.run(sync);
      expect(estate.names('pages')).toEqual(
        pages.filter(name => name !== 'cf-pages-acme-docs'),
      );
      expect(estate.names('workers')).toEqual(
        workers.filter(name => name !== 'cf-worker-acme-reports'),
      );
    });

    it.each<Fault>([
      { type: 'success-false' },
      { type: 'html' },
      { type: 'invalid-json' },
      { type: 'cut-body' },
      { type: 'empty-page-with-cursor' },
      { type: 'repeated-cursor' },
      { type: 'ignores-page' },
      { type: 'shrinking' },
      { type: 'duplicate-ids' },
      { type: 'wrong-total' },
      { type: 'connection-reset' },
      { type: 'challenge' },
    ])('loses nothing to $type, and converges after it', async fault => {
      await start({ pagesProjects: 25 });
      const sync = await estate.process();
      await estate.run(sync);
      const pages = estate.names('pages');
      estate.simulator.injectFault({ operation: /pages\/projects/, fault });
      estate.simulator.account.addPagesProject('acme-added', {});
      const run = await estate.run(sync);
      expect(estate.names('pages')).toEqual(expect.arrayContaining(pages));
      expect(partOf(run, 'pages').removed).toBe(0);

      estate.simulator.clearFaults();
      estate.simulator.account.removePagesProject('acme-docs');
      const next = await estate.run(sync);
      expect(next.outcome).toBe('succeeded');
      expect(estate.names('pages')).toEqual(
        [...pages, 'cf-pages-acme-added']
          .filter(name => name !== 'cf-pages-acme-docs')
          .sort(),
      );
    });

    it('keeps what it knows of a Worker while a part of the listing fails', async () => {
      await start();
      const sync = await estate.process();
      await estate.run(sync);
      const before = estate.entity('workers', 'cf-worker-acme-api');
      for (const operation of [
        'GET /accounts/{account}/workers/workers',
        'GET /accounts/{account}/workers/domains',
        'GET /accounts/{account}/access/policies',
      ]) {
        estate.simulator.injectFault({
          operation,
          fault: { type: 'status', status: 503 },
        });
      }
      const run = await estate.run(sync);
      expect(partOf(run, 'workers').problems).toHaveLength(2);
      expect(partOf(run, 'zeroTrust').complete).toBe(false);
      expect(estate.catalog.mutations).toEqual([]);
      expect(partOf(run, 'workers').detailsRead).toBeLessThan(3);
      expect(estate.entity('workers', 'cf-worker-acme-api')).toBe(before);
    });

    it('holds implausible removals until three runs agree', async () => {
      await start({ workers: 20 });
      const sync = await estate.process();
      await estate.run(sync);
      const all = estate.names('workers');
      const gone = all.slice(0, 12).map(name => name.replace('cf-worker-', ''));
      gone.forEach(name => estate.simulator.account.removeWorker(name));

      for (const attempt of [1, 2]) {
        const run = await estate.run(sync);
        expect([attempt, partOf(run, 'workers')]).toMatchObject([
          attempt,
          { complete: true, held: 12, removed: 0 },
        ]);
        expect(estate.names('workers')).toEqual(all);
      }
      // One that comes back is not gone, and the others do not wait longer.
      estate.simulator.account.addWorker(gone[0], {});
      const run = await estate.run(sync);
      expect(partOf(run, 'workers')).toMatchObject({ held: 0, removed: 11 });
      expect(estate.names('workers')).toEqual([
        `cf-worker-${gone[0]}`,
        ...all.slice(12),
      ]);
    });

    it('holds an empty listing after a non-empty one, also over a restart', async () => {
      await start();
      await estate.run(await estate.process());
      const all = estate.names('pages');
      for (const name of all) {
        estate.simulator.account.removePagesProject(
          name.replace('cf-pages-', ''),
        );
      }
      await estate.run(await estate.process());
      await estate.run(await estate.process());
      expect(estate.names('pages')).toEqual(all);
      await estate.run(await estate.process());
      expect(estate.names('pages')).toEqual([]);
    });

    it('follows a plausible removal at once', async () => {
      await start();
      const sync = await estate.process();
      await estate.run(sync);
      estate.simulator.account.removeWorker('acme-api');
      const run = await estate.run(sync);
      expect(partOf(run, 'workers')).toMatchObject({ removed: 1, held: 0 });
      expect(estate.names('workers')).not.toContain('cf-worker-acme-api');
      // What used it says that it is not there.
      expect(estate.entity('pages', 'cf-pages-acme-admin').spec).toMatchObject({
        dependsOn: ['resource:default/cf-worker-acme-auth'],
        parameters: { danglingBindings: ['service:acme-api'] },
      });
    });

    it('leaves other products alone when one is refused', async () => {
      await start();
      estate.simulator.refusePermission('Pages Read');
      const run = await estate.run(await estate.process());
      expect(run.outcome).toBe('partial');
      expect(partOf(run, 'pages').problems).toEqual([
        expect.objectContaining({
          kind: 'forbidden',
          permission: 'Pages Read',
        }),
      ]);
      expect(estate.names('workers')).toHaveLength(14);
      expect(estate.names('pages')).toEqual([]);
    });

    it('applies nothing when it is aborted while it lists', async () => {
      await start();
      const controller = new AbortController();
      const sync = await estate.process();
      const tags = jest.spyOn(estate.client.tags, 'list');
      tags.mockImplementation(async () => {
        controller.abort();
        throw controller.signal.reason;
      });
      const run = await estate.run(sync, controller.signal);
      expect(run.outcome).toBe('failed');
      expect(estate.catalog.mutations).toEqual([]);
    });
  },
);
