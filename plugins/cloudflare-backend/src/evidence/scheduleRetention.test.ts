import { mockServices } from '@backstage/backend-test-utils';
import { RetentionDays } from '../database/RetentionDays';
import { databases, openTestDatabase } from './__testUtils__/testDatabases';
import { account, testEvidence } from './__testUtils__/testEvidence';
import { EvidenceJobs } from './EvidenceJobs';
import { removeOutdated } from './scheduleRetention';

const MS_PER_DAY = 24 * 3_600_000;
const { signal } = new AbortController();
const state = {
  account,
  kind: 'token-inventory',
  subject: { type: 'account' },
  variant: 'pseudonymous',
} as const;

describe.each(databases.eachSupportedId())('retention in %s', databaseId => {
  async function start() {
    const knex = await openTestDatabase(databaseId);
    const evidence = testEvidence(knex);
    const jobs = new EvidenceJobs(knex, 60_000);
    const logger = mockServices.logger.mock();
    const retention = new RetentionDays(knex);
    const inDays = (count: number, days?: number) =>
      removeOutdated(
        { ...evidence, jobs, retention, logger, days },
        new Date(Date.now() + count * MS_PER_DAY),
      );
    /** The same, after it was done on every day until then. */
    const afterDays = async (count: number, days?: number) => {
      for (let day = 0; day < count; day++) {
        await retention.keptFrom(new Date(Date.now() + day * MS_PER_DAY), 0);
      }
      await inDays(count, days);
    };
    return { knex, jobs, logger, inDays, afterDays, ...evidence };
  }

  it('keeps bundles for ever unless it is told otherwise', async () => {
    const { maker, store, afterDays } = await start();
    const { id } = await maker.make(state, { signal });
    await afterDays(1_000);
    expect(await store.bundle(id)).toBeDefined();
  });

  it('removes nothing because of one clock that is wrong', async () => {
    const { maker, store, knex, jobs, inDays, afterDays } = await start();
    const job = await jobs.create(state, 1);
    await jobs.cancel(job.id);
    await afterDays(5, 6);
    const { id, stream } = await maker.make(state, { signal });
    for (const wrong of [365, -1, 36_500]) {
      await inDays(wrong, 6);
    }
    expect(await store.bundle(id)).toBeDefined();
    expect(await store.stream(stream)).toMatchObject({ cut_at: null });
    expect(await jobs.job(job.id)).toBeDefined();
    expect(await knex('evidence_chunks')).not.toEqual([]);
  });

  it('removes what is older than it is told, and says so', async () => {
    const { maker, store, logger, inDays, afterDays } = await start();
    const { id, stream } = await maker.make(state, { signal });
    await afterDays(31, 30);
    expect(await store.bundle(id)).toBeDefined();
    expect(logger.info).not.toHaveBeenCalled();
    await inDays(32, 30);
    expect(await store.bundle(id)).toBeUndefined();
    expect(logger.info).toHaveBeenCalledWith(expect.stringContaining(stream));
    expect(await store.stream(stream)).toMatchObject({ cut_seq: 0 });
  });

  it('removes drafts that were left, and jobs that ended long ago', async () => {
    const { knex, jobs, drafts, inDays, afterDays } = await start();
    await drafts.create('stream', { ...state, accountId: 'a' }, undefined);
    const { id } = await jobs.create(state, 1);
    await jobs.cancel(id);
    await inDays(0.01);
    expect(await knex('evidence_bundles')).toHaveLength(1);
    expect(await jobs.job(id)).toBeDefined();
    await afterDays(9);
    expect(await knex('evidence_bundles')).toEqual([]);
    expect(await jobs.job(id)).toBeUndefined();
  });
});
