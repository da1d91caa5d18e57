import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { openDatabase } from '../database/openDatabase';
import { loadPseudonyms } from './loadPseudonyms';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function openKnex() {
  return openDatabase(
    mockServices.database({ knex: await databases.init('SQLITE_3') }),
  );
}

describe('loadPseudonyms', () => {
  it('makes one key for all replicas and keeps it', async () => {
    const knex = await openKnex();
    const config = mockServices.rootConfig();
    const first = await loadPseudonyms({ config, knex });
    const [second, third] = await Promise.all([
      loadPseudonyms({ config, knex }),
      loadPseudonyms({ config, knex }),
    ]);
    expect(second.keyId).toBe(first.keyId);
    expect(third.keyId).toBe(first.keyId);
    expect(await knex('redaction_keys').select('purpose')).toEqual([
      { purpose: 'pseudonyms' },
    ]);
  });

  it('makes another key in another database', async () => {
    const load = async () =>
      loadPseudonyms({
        config: mockServices.rootConfig(),
        knex: await openKnex(),
      });
    expect((await load()).keyId).not.toBe((await load()).keyId);
  });

  it('takes a configured key, and none that is short', async () => {
    const knex = await openKnex();
    const configured = (pseudonymKey: string) =>
      mockServices.rootConfig({
        data: { cloudflare: { redaction: { pseudonymKey } } },
      });
    const config = configured('a configured key of enough length');
    await expect(loadPseudonyms({ config, knex })).resolves.toBeDefined();
    expect(await knex('redaction_keys').select()).toEqual([]);
    await expect(
      loadPseudonyms({ config: configured('short'), knex }),
    ).rejects.toThrow('cloudflare.redaction.pseudonymKey');
  });
});
