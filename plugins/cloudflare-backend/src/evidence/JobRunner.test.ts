import { mockServices } from '@backstage/backend-test-utils';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { cloudflareServiceMock } from '@cloudflare-backstage/plugin-cloudflare-node/testUtils';
import { databases, openTestDatabase } from './__testUtils__/testDatabases';
import {
  account,
  testEvidence,
  TestSource,
} from './__testUtils__/testEvidence';
import { EvidenceJobs } from './EvidenceJobs';
import { EvidenceOrder } from './EvidenceOrder';
import { toJob } from './JobRow';
import { JobRunner } from './JobRunner';
import { splitWindow } from './orderWindow';

const BEAT_MS = 20;
const LEASE_MS = 2_000;

function days(from: string, to: string): EvidenceOrder {
  return {
    account,
    kind: 'access-audit',
    subject: { type: 'account' },
    variant: 'pseudonymous',
    window: { from: new Date(from), to: new Date(to) },
  };
}

describe.each(databases.eachSupportedId())('jobs in %s', databaseId => {
  const runners: JobRunner[] = [];
  afterEach(async () => {
    await Promise.all(runners.splice(0).map(runner => runner.stop()));
  });

  async function start(source: Partial<TestSource> = {}, leaseMs = LEASE_MS) {
    const knex = await openTestDatabase(databaseId);
    const jobs = new EvidenceJobs(knex, leaseMs);
    const logger = mockServices.logger.mock();
    /** Another process with the same database. */
    const startRunner = (of: Partial<TestSource> = source) => {
      const evidence = testEvidence(knex, of);
      const runner = new JobRunner(
        {
          ...evidence,
          jobs,
          logger,
          cloudflare: cloudflareServiceMock({ accounts: [account] }),
        },
        BEAT_MS,
      );
      runners.push(runner);
      runner.start();
      return { ...evidence, runner };
    };
    const create = (order: EvidenceOrder) =>
      jobs.create(order, splitWindow(order.window, {}).length);
    const ended = async (id: string) => {
      for (;;) {
        const job = toJob((await jobs.job(id))!);
        if (!['queued', 'running'].includes(job.state)) {
          return job;
        }
        await new Promise(resolve => setTimeout(resolve, BEAT_MS));
      }
    };
    return { knex, jobs, logger, startRunner, create, ended };
  }

  /** A source that says when it is asked, and waits to be let go on. */
  function heldBack() {
    let letGo = () => {};
    const held = new Promise<void>(resolve => {
      letGo = resolve;
    });
    let asked = () => {};
    const begun = new Promise<void>(resolve => {
      asked = resolve;
    });
    const source: Partial<TestSource> = {
      before: async ({ reading }) => {
        asked();
        await Promise.race([
          held,
          new Promise((_, reject) => {
            reading.signal!.addEventListener('abort', () =>
              reject(new Error('Ended')),
            );
          }),
        ]);
      },
    };
    return { source, begun, letGo: () => letGo() };
  }

  it('make a bundle for each day, and tell how far they are', async () => {
    const { create, ended, startRunner } = await start();
    const { store } = startRunner();
    const { id } = await create(
      days('2026-11-01T00:00:00Z', '2026-11-04T00:00:00Z'),
    );
    const job = await ended(id);
    expect(job).toMatchObject({
      state: 'succeeded',
      progress: { done: 3, total: 3, records: 6 },
      window: { from: '2026-11-01T00:00:00Z', to: '2026-11-04T00:00:00Z' },
    });
    expect(job.problem).toBeUndefined();
    expect(job.bundles).toHaveLength(3);
    const rows = await Promise.all(job.bundles.map(each => store.bundle(each)));
    expect(rows.map(row => row!.seq)).toEqual([0, 1, 2]);
  });

  it('for the same that wait or run are one', async () => {
    const { create, ended, startRunner } = await start();
    const order = days('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z');
    const first = await create(order);
    expect((await create(order)).id).toBe(first.id);
    const other = await create({ ...order, variant: 'personal' });
    expect(other.id).not.toBe(first.id);
    startRunner();
    const [one] = await Promise.all([ended(first.id), ended(other.id)]);
    const again = await create(order);
    expect(again.id).not.toBe(first.id);
    expect((await ended(again.id)).bundles).toEqual(one.bundles);
  });

  it('run one at a time for an account, whatever the number of processes', async () => {
    let running = 0;
    let most = 0;
    const source: Partial<TestSource> = {
      before: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise(resolve => setTimeout(resolve, BEAT_MS));
        running -= 1;
      },
    };
    const { create, ended, startRunner } = await start(source);
    const created = await Promise.all(
      ['01', '03', '05', '07', '09'].map(day =>
        create(days(`2026-11-${day}T00:00:00Z`, `2026-11-${day}T12:00:00Z`)),
      ),
    );
    startRunner();
    startRunner();
    startRunner();
    const all = await Promise.all(created.map(({ id }) => ended(id)));
    expect(all.map(({ state }) => state)).toEqual(all.map(() => 'succeeded'));
    expect(most).toBe(1);
  });

  it('that are cancelled elsewhere end, and leave nothing half-made', async () => {
    const { source, begun } = heldBack();
    const { knex, create, ended, jobs, startRunner } = await start(source);
    const { source: counted } = startRunner();
    const { id } = await create(
      days('2026-11-01T00:00:00Z', '2026-11-03T00:00:00Z'),
    );
    await begun;
    expect(toJob((await jobs.job(id))!).state).toBe('running');
    expect(toJob((await jobs.cancel(id))!).state).toBe('cancelled');
    await new Promise(resolve => setTimeout(resolve, 10 * BEAT_MS));
    const job = await ended(id);
    expect(job).toMatchObject({ state: 'cancelled', bundles: [] });
    expect(counted.collections).toBe(1);
    expect(await knex('evidence_bundles')).toEqual([]);
    expect(await knex('evidence_chunks')).toEqual([]);
    // To cancel what has ended changes nothing.
    expect(toJob((await jobs.cancel(id))!)).toEqual(job);
  });

  it('that wait and are cancelled never run', async () => {
    const { create, jobs, startRunner } = await start();
    const { id } = await create(
      days('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'),
    );
    await jobs.cancel(id);
    const { source } = startRunner();
    await new Promise(resolve => setTimeout(resolve, 5 * BEAT_MS));
    expect(source.collections).toBe(0);
    expect((await jobs.job(id))!.state).toBe('cancelled');
  });

  it('are taken over when a process died', async () => {
    const { knex, create, ended, jobs, startRunner } = await start();
    const { id } = await create(
      days('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'),
    );
    const died = new EvidenceJobs(knex, -1);
    const owner = 'a process that dies';
    expect((await died.claim(owner))!.id).toBe(id);
    startRunner();
    const job = await ended(id);
    expect(job.state).toBe('succeeded');
    // It comes too late to say anything of the job.
    const late = { done: 1, records: 1, bundles: ['x'] };
    const row = (await jobs.job(id))!;
    expect(await jobs.renew(row, owner, late)).toBe(false);
    await jobs.finish(row, owner, late);
    expect(toJob((await jobs.job(id))!)).toEqual(job);
  });

  it('whose processes die one after the other have failed, and say so', async () => {
    const { knex, create, ended, jobs, startRunner } = await start();
    const { id } = await create(
      days('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'),
    );
    const died = new EvidenceJobs(knex, -1);
    for (const owner of ['first', 'second', 'third']) {
      await jobs.takeOverAbandoned();
      expect((await died.claim(owner))!.id).toBe(id);
    }
    startRunner();
    const job = await ended(id);
    expect(job).toMatchObject({ state: 'failed', bundles: [] });
    expect(job.problem!.message).toContain('stopped before it was done');
  });

  it('that take longer than a lease live on', async () => {
    const { source, begun, letGo } = heldBack();
    const { create, ended, startRunner } = await start(source, 1_000);
    startRunner();
    startRunner();
    const { id } = await create(
      days('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'),
    );
    await begun;
    await new Promise(resolve => setTimeout(resolve, 1_500));
    letGo();
    expect((await ended(id)).state).toBe('succeeded');
  });

  it('are taken over when a process is stopped', async () => {
    const { source, begun } = heldBack();
    const { create, ended, jobs, startRunner } = await start(source);
    const { runner } = startRunner();
    const { id } = await create(
      days('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'),
    );
    await begun;
    await runner.stop();
    expect((await jobs.job(id))!.state).toBe('queued');
    startRunner({});
    expect((await ended(id)).state).toBe('succeeded');
  });

  it('that fail tell why, in our own words, and keep what was made', async () => {
    const { create, ended, logger, startRunner } = await start();
    const { source } = startRunner();
    source.before = async ({ window }) => {
      if (window!.from >= new Date('2026-11-02T00:00:00Z')) {
        throw source.collections > 2
          ? new Error('secret of the inside')
          : new CloudflareApiError({
              kind: 'forbidden',
              message: 'The token lacks a permission',
            });
      }
    };
    const two = days('2026-11-01T00:00:00Z', '2026-11-03T00:00:00Z');
    const refused = await ended((await create(two)).id);
    expect(refused).toMatchObject({
      state: 'failed',
      problem: { kind: 'forbidden', message: 'The token lacks a permission' },
      progress: { done: 1, total: 2 },
    });
    expect(refused.bundles).toHaveLength(1);
    const broken = await ended((await create(two)).id);
    expect(broken.bundles).toEqual(refused.bundles);
    expect(broken.problem!.kind).toBe('unavailable');
    expect(JSON.stringify(broken)).not.toContain('secret');
    expect(JSON.stringify(logger.warn.mock.calls)).toContain('secret');
  });

  it('are refused when many wait', async () => {
    const { create } = await start();
    for (let minute = 0; minute < 50; minute++) {
      const at = `2026-11-01T00:${String(minute).padStart(2, '0')}`;
      await create(days(`${at}:00Z`, `${at}:30Z`));
    }
    await expect(
      create(days('2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z')),
    ).rejects.toMatchObject({ name: 'TooManyRequestsError', statusCode: 429 });
  });

  it('that have ended are forgotten after a time', async () => {
    const { create, ended, jobs, startRunner } = await start();
    startRunner();
    const { id } = await create(
      days('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'),
    );
    await ended(id);
    expect(await jobs.removeFinishedBefore(new Date(Date.now() - 60_000))).toBe(
      0,
    );
    expect(await jobs.removeFinishedBefore(new Date(Date.now() + 1))).toBe(1);
    expect(await jobs.job(id)).toBeUndefined();
  });
});
