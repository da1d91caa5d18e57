import { randomUUID } from 'node:crypto';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Knex } from 'knex';
import { abandoned, leaseFor } from '../database/leases';
import { TooManyRequestsError } from '../routing/TooManyRequestsError';
import { toIdentityRow, toWindowRow } from './BundleRow';
import { EvidenceOrder, identityOf } from './EvidenceOrder';
import { JobProgress, JobRow } from './JobRow';

const JOBS = 'evidence_jobs';
const MOST_WAITING = 50;
const RETRY_AFTER_SECONDS = 60;
/** A job whose processes died more often is taken to be why. */
const MOST_TAKEOVERS = 2;
/** Jobs that are looked at to find one whose account has none. */
const MOST_CANDIDATES = 100;

/**
 * The jobs of all processes. Every step asks for the state that it follows, so
 * that of two processes one takes it.
 */
export class EvidenceJobs {
  constructor(
    private readonly knex: Knex,
    /** Milliseconds without a sign of life after which a process is dead. */
    private readonly leaseMs: number,
  ) {}

  /**
   * A new job, or the one that waits or runs for the same.
   *
   * @throws TooManyRequestsError when many wait already
   */
  async create(order: EvidenceOrder, total: number): Promise<JobRow> {
    const asked = {
      account: order.account.key,
      ...toIdentityRow(identityOf(order)),
      ...toWindowRow(order.window),
    };
    const equal = await this.knex<JobRow>(JOBS)
      .where(asked)
      .whereIn('state', ['queued', 'running'])
      .first();
    if (equal) {
      return equal;
    }
    const [{ waiting }] = await this.knex(JOBS)
      .where({ account_id: asked.account_id, state: 'queued' })
      .count({ waiting: '*' });
    if (Number(waiting) >= MOST_WAITING) {
      throw new TooManyRequestsError(
        `${waiting} jobs of this account wait already; try again when some are done`,
        RETRY_AFTER_SECONDS,
      );
    }
    const id = randomUUID();
    await this.knex(JOBS).insert({
      id,
      ...asked,
      state: 'queued',
      created_at: new Date().toISOString(),
      done: 0,
      total,
      records: 0,
      bundles: '[]',
    });
    return (await this.job(id))!;
  }

  async job(id: string): Promise<JobRow | undefined> {
    return this.knex<JobRow>(JOBS).where({ id }).first();
  }

  /** Takes the oldest job whose account has none that runs. */
  async claim(owner: string): Promise<JobRow | undefined> {
    const candidates = await this.knex<JobRow>(JOBS)
      .where({ state: 'queued' })
      .whereNotIn('account_id', this.busyAccounts())
      .orderBy(['created_at', 'id'])
      .limit(MOST_CANDIDATES);
    for (const { id, account_id } of candidates) {
      if (await this.start(id, account_id, owner)) {
        return this.job(id);
      }
    }
    return undefined;
  }

  private async start(
    id: string,
    accountId: string,
    owner: string,
  ): Promise<boolean> {
    try {
      const started = await this.knex(JOBS)
        .where({ id, state: 'queued' })
        .update({
          state: 'running',
          owner,
          lease_until: leaseFor(this.leaseMs),
        });
      return started > 0;
    } catch (error) {
      // The table has one running job of an account: another was faster.
      const busy = await this.busyAccounts().where({ account_id: accountId });
      if (busy.length === 0) {
        throw error;
      }
      return false;
    }
  }

  private busyAccounts() {
    return this.knex(JOBS).where({ state: 'running' }).select('account_id');
  }

  /**
   * Says that a job is alive, and how far it is.
   *
   * @returns false when it is no longer this process that runs it
   */
  async renew(
    { id }: JobRow,
    owner: string,
    progress: JobProgress,
  ): Promise<boolean> {
    const renewed = await this.knex(JOBS)
      .where({ id, owner, state: 'running' })
      .update({ ...columnsOf(progress), lease_until: leaseFor(this.leaseMs) });
    return renewed > 0;
  }

  /** Ends a job, unless it has ended. */
  async finish(
    { id }: JobRow,
    owner: string,
    progress: JobProgress,
    problem?: CloudflareProblem,
  ): Promise<void> {
    await this.knex(JOBS)
      .where({ id, owner, state: 'running' })
      .update({
        ...columnsOf(progress),
        ...ended(problem ? 'failed' : 'succeeded', problem),
      });
  }

  /** Lets another process go on with a job; what it made is found there. */
  async giveBack({ id }: JobRow, owner: string): Promise<void> {
    await this.knex(JOBS)
      .where({ id, owner, state: 'running' })
      .update({ state: 'queued', owner: null, lease_until: null });
  }

  /** Cancels a job that has not ended; whoever runs it finds out. */
  async cancel(id: string): Promise<JobRow | undefined> {
    await this.knex(JOBS)
      .where({ id })
      .whereIn('state', ['queued', 'running'])
      .update(ended('cancelled'));
    return this.job(id);
  }

  /** Lets other processes go on with jobs whose own gives no sign of life. */
  async takeOverAbandoned(): Promise<void> {
    const lost = () =>
      this.knex(JOBS)
        .where({ state: 'running' })
        .where(abandoned(this.leaseMs));
    await lost()
      .where('takeovers', '>=', MOST_TAKEOVERS)
      .update(
        ended('failed', {
          kind: 'unavailable',
          message:
            'The backends that made this evidence stopped before it was done, one after the other; what is missing can be asked for again',
        }),
      );
    await lost().update({
      state: 'queued',
      owner: null,
      lease_until: null,
      takeovers: this.knex.raw('takeovers + 1'),
    });
  }

  async removeFinishedBefore(time: Date): Promise<number> {
    return this.knex(JOBS)
      .whereNotNull('finished_at')
      .where('finished_at', '<', time.toISOString())
      .delete();
  }
}

function columnsOf({ done, records, bundles }: JobProgress) {
  return { done, records, bundles: JSON.stringify(bundles) };
}

function ended(state: JobRow['state'], problem?: CloudflareProblem) {
  return {
    state,
    finished_at: new Date().toISOString(),
    owner: null,
    lease_until: null,
    problem: problem ? JSON.stringify(problem) : null,
  };
}
