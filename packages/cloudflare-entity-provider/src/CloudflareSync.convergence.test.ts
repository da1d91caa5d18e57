import { databases, Estate, partOf } from './__testUtils__/estate';
import { DETAIL_SLOTS } from './details';

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'CloudflareSync, convergence, %p',
  database => {
    let estate: Estate;
    beforeEach(async () => {
      estate = await Estate.start({ database });
    });
    afterEach(() => estate.close());

    it('takes out of the catalog what the tables were not told of', async () => {
      const sync = await estate.process();
      await estate.run(sync);
      estate.simulator.account.addWorker('acme-brief', {});
      jest
        .spyOn(estate.store, 'saveResources')
        .mockImplementation(async (_, product) => {
          if (product === 'workers') {
            throw new Error('the database is gone');
          }
        });
      const run = await estate.run(sync);
      expect(partOf(run, 'workers')).toMatchObject({
        complete: false,
        problems: [{ kind: 'unavailable' }],
      });
      expect(estate.names('workers')).toContain('cf-worker-acme-brief');

      jest.restoreAllMocks();
      estate.simulator.account.removeWorker('acme-brief');
      await estate.run(sync);
      expect(estate.names('workers')).toHaveLength(14);
      expect(estate.names('workers')).not.toContain('cf-worker-acme-brief');
    });

    it('tells the catalog the whole set again within a day, whatever was done to it', async () => {
      const sync = await estate.process();
      await estate.run(sync);
      const provider = 'cloudflare:default:pages';
      const pages = estate.names('pages');
      estate.catalog.entities.get(provider)!.clear();
      await estate.setRun(DETAIL_SLOTS - 1);
      await estate.run(sync);
      expect(estate.names('pages')).toEqual(pages);
      expect(
        estate.catalog.mutations.filter(
          ({ mutation }) => mutation.type === 'full',
        ),
      ).toHaveLength(4);
      await estate.run(sync);
      expect(
        estate.catalog.mutations.filter(
          ({ mutation }) => mutation.type === 'full',
        ),
      ).toEqual([]);
    });

    it('writes nothing again while a listing stays incomplete', async () => {
      for (const operation of [
        'GET /accounts/{account}',
        'GET /accounts/{account}/access/policies',
      ]) {
        estate.simulator.injectFault({
          operation,
          fault: { type: 'status', status: 403 },
        });
      }
      const sync = await estate.process();
      await estate.run(sync);
      expect(estate.names('account')).toEqual(['cf-account']);
      expect(estate.names('zeroTrust')).toEqual(['cf-zt-access']);
      await estate.run(sync);
      expect(estate.catalog.mutations).toEqual([]);

      // A new process does not know what the catalog holds.
      const other = await estate.process();
      await estate.run(other);
      const told = estate.catalog.mutations.map(({ provider }) => provider);
      expect(told).toEqual(
        expect.arrayContaining([
          'cloudflare:default:account',
          'cloudflare:default:zeroTrust',
        ]),
      );
      await estate.run(other);
      expect(estate.catalog.mutations).toEqual([]);
    });

    it('removes what a transformer keeps out by its detail', async () => {
      const sync = await estate.process({
        transformers: [
          entity =>
            (entity.spec?.parameters as any).lastDeployment
              ? undefined
              : entity,
        ],
      });
      const run = await estate.run(sync);
      const left = ['cf-worker-acme-edge-experiments'];
      expect(estate.names('workers')).toEqual(left);
      expect(partOf(run, 'workers')).toMatchObject({ added: 14, removed: 13 });
      await estate.run(sync);
      expect(estate.names('workers')).toEqual(left);
    });

    it('does not filter out what a failed part of a listing no longer tells', async () => {
      estate.simulator.account.addWorker('acme-old', {
        tags: ['keep:yes'],
      });
      const sync = await estate.process({
        config: { entityProvider: { filters: { maxAgeDays: 30 } } },
      });
      await estate.run(sync);
      const before = estate.names('workers');
      const listing = await estate.client.workers.list();
      jest.spyOn(estate.client.workers, 'list').mockResolvedValueOnce({
        items: listing.items.map(worker => ({
          ...worker,
          tags: [],
          deployedAt: '2001-01-01T00:00:00Z',
        })),
        complete: true,
        problems: [{ kind: 'unavailable', message: 'A part is missing' }],
      });
      const run = await estate.run(sync);
      expect(partOf(run, 'workers').removed).toBe(0);
      expect(estate.names('workers')).toEqual(before);
    });

    it('keeps neither addresses of people nor names of secrets', async () => {
      const { account } = estate.simulator;
      const person = 'ann.example+cf@acme.example';
      account.deploy('acme-api', {
        version: {
          message: `Fix it. Signed-off-by: Ann <${person}> https://github.com/acme/api/actions/runs/99`,
          bindings: [
            { type: 'secret_text', name: 'PAYMENT_KEY' },
            { type: 'plain_text', name: 'REGION_NAME', text: 'weur' },
            { type: 'plain_text', name: 'DB_PASSWORD', text: 'hunter2' },
            { type: 'service', name: 'AUTH', service: 'acme-auth' },
          ],
        },
        message: `by ${person}`,
      });
      account.deployPages('acme-web', { commitMessage: `By ${person}` });
      account.setWorkerTags('acme-api', ['owner:ann@acme.example']);
      const get = estate.client.account.get.bind(estate.client.account);
      jest
        .spyOn(estate.client.account, 'get')
        .mockImplementation(async options => ({
          ...(await get(options)),
          name: `${person}'s Account`,
        }));
      await estate.run(await estate.process());

      const entities = [...estate.catalog.entities.values()].flatMap(own => [
        ...own.values(),
      ]);
      expect(JSON.stringify(entities)).not.toMatch(/ann.{0,20}acme/i);
      expect(estate.entity('account', 'cf-account').metadata.title).toBe(
        'Cloudflare account',
      );
      expect(estate.entity('workers', 'cf-worker-acme-api').spec).toMatchObject(
        {
          dependsOn: ['resource:default/cf-worker-acme-auth'],
          parameters: {
            lastDeployment: {
              ciRunUrl: 'https://github.com/acme/api/actions/runs/99',
            },
            secrets: { plainTextSuspects: 1, secretText: 1, secretsStore: 0 },
          },
        },
      );
      const rows = JSON.stringify([
        await estate.knex('cloudflare_sync_resources').select('item', 'detail'),
        await estate.knex('cloudflare_sync_runs'),
        await estate.knex('cloudflare_sync_products'),
      ]);
      expect(rows).toContain('actions/runs/99');
      expect(rows).not.toContain('PAYMENT_KEY');
      expect(rows).not.toContain('REGION_NAME');
      expect(rows + JSON.stringify(entities)).not.toMatch(
        /DB_PASSWORD|hunter2/,
      );
      expect(rows).not.toContain('ann.example');
    });
  },
);
