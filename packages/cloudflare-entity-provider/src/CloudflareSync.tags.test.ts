import { JsonObject } from '@backstage/types';
import { databases, Estate, partOf } from './__testUtils__/estate';

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'CloudflareSync, tags that cannot be read, %p',
  database => {
    let estate: Estate;
    const start = async () => {
      estate = await Estate.start({ database });
    };
    afterEach(() => estate.close());

    it('keeps owners and environments while tags cannot be read', async () => {
      await start();
      const sync = await estate.process({
        config: { owners: [{ tag: 'team:data', owner: 'group:default/data' }] },
      });
      await estate.run(sync);
      const before = estate.entity('pages', 'cf-pages-acme-dashboard');
      expect(before.spec?.owner).toBe('group:default/data');

      estate.simulator.injectFault({
        operation: 'GET /accounts/{account}/tags/resources',
        fault: { type: 'status', status: 403 },
      });
      const run = await estate.run(sync);
      expect(partOf(run, 'account').problems).toHaveLength(1);
      expect(estate.catalog.mutations).toEqual([]);
      expect(estate.entity('pages', 'cf-pages-acme-dashboard')).toBe(before);
    });

    it('tells which resources have tags that were never read', async () => {
      await start();
      const told = () =>
        (
          estate.entity('pages', 'cf-pages-acme-dashboard').spec
            ?.parameters as JsonObject
        ).tagsComplete;
      const sync = await estate.process();
      for (const complete of [false, false, undefined]) {
        if (complete === false) {
          estate.simulator.injectFault({
            operation: 'GET /accounts/{account}/tags/resources',
            fault: { type: 'status', status: 403 },
          });
        }
        await estate.run(sync);
        expect(told()).toBe(complete);
        estate.simulator.clearFaults();
      }
    });
  },
);
