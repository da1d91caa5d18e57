import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { loadPseudonyms } from './loadPseudonyms';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('loadPseudonyms', () => {
  it('makes one key for all replicas and keeps it', async () => {
    const database = mockServices.database({
      knex: await databases.init('SQLITE_3'),
    });
    const config = mockServices.rootConfig();
    const first = await loadPseudonyms({ config, database });
    const [second, third] = await Promise.all([
      loadPseudonyms({ config, database }),
      loadPseudonyms({ config, database }),
    ]);
    expect(second.keyId).toBe(first.keyId);
    expect(third.keyId).toBe(first.keyId);
    const knex = await database.getClient();
    expect(await knex('redaction_keys').select('purpose')).toEqual([
      { purpose: 'pseudonyms' },
    ]);
  });

  it('makes another key in another database', async () => {
    const load = async () =>
      loadPseudonyms({
        config: mockServices.rootConfig(),
        database: mockServices.database({
          knex: await databases.init('SQLITE_3'),
        }),
      });
    expect((await load()).keyId).not.toBe((await load()).keyId);
  });

  it('takes a configured key, and none that is short', async () => {
    const database = mockServices.database.mock();
    const configured = (pseudonymKey: string) =>
      mockServices.rootConfig({
        data: { cloudflare: { redaction: { pseudonymKey } } },
      });
    const config = configured('a configured key of enough length');
    await expect(loadPseudonyms({ config, database })).resolves.toBeDefined();
    expect(database.getClient).not.toHaveBeenCalled();
    await expect(
      loadPseudonyms({ config: configured('short'), database }),
    ).rejects.toThrow('cloudflare.redaction.pseudonymKey');
  });
});
