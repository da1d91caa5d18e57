import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import {
  CloudflareProblem,
  findCheck,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { inTransaction } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';
import { abandoned, leaseFor } from '../../database/leases';
import { StoredEntity } from '../StoredPosture';
import {
  ANCHORS,
  CHANGES,
  dayOf,
  endOf,
  EvaluationRecord,
  EVALUATIONS,
  lastFinished,
} from './EvaluationTable';
import { observedTimesOf } from './observedTimes';
import { changeBetween } from './postureChange';
import { entitiesOf } from './entitiesOf';
import { inTurns } from './inTurns';
import { CheckPlace, totalsOf } from './totalsOf';
import { currentRowsOf, insertRows, replaceCurrent } from './writeRows';

/** An evaluation that this process runs. */
export interface RunningEvaluation {
  id: number;
  owner: string;
  startedAt: Date;
}

/** What an evaluation found. */
export interface EvaluationOutcome {
  entities: readonly StoredEntity[];
  requests: number;
  problems: readonly CloudflareProblem[];
}

/** Keeps what evaluations find, of all processes one at a time. */
export class PostureWriter {
  constructor(
    private readonly knex: Knex,
    /** Milliseconds without a sign of life after which a process is dead. */
    private readonly leaseMs: number,
    private readonly placeOf: CheckPlace = findCheck,
  ) {}

  /** Begins an evaluation; undefined while another one runs. */
  async begin(startedAt: Date): Promise<RunningEvaluation | undefined> {
    const owner = randomUUID();
    await this.knex(EVALUATIONS)
      .where({ outcome: 'running' })
      .where(abandoned(this.leaseMs))
      .update(
        ended('failed', startedAt, [
          {
            kind: 'unavailable',
            message:
              'The backend that evaluated stopped before it was done; the next evaluation makes up for it',
          },
        ]),
      );
    await this.knex(EVALUATIONS)
      .insert({
        started_at: startedAt.toISOString(),
        outcome: 'running',
        entities: 0,
        results: 0,
        requests: 0,
        problems: '[]',
        owner,
        lease_until: leaseFor(this.leaseMs),
      })
      // The table has one evaluation that runs: another may be faster.
      .onConflict(this.knex.raw(`(outcome) where outcome = 'running'`))
      .ignore();
    const own: { id: number } | undefined = await this.knex(EVALUATIONS)
      .where({ owner, outcome: 'running' })
      .first('id');
    return own && { id: own.id, owner, startedAt };
  }

  /**
   * Says that an evaluation is alive.
   *
   * @returns false when it is no longer this process that runs it
   */
  async renew({ id, owner }: RunningEvaluation): Promise<boolean> {
    const renewed = await this.knex(EVALUATIONS)
      .where({ id, owner, outcome: 'running' })
      .update({ lease_until: leaseFor(this.leaseMs) });
    return renewed > 0;
  }

  /** Ends an evaluation that could not be done; what was known stays. */
  async fail(
    { id, owner }: RunningEvaluation,
    at: Date,
    problems: readonly CloudflareProblem[],
    requests = 0,
  ): Promise<void> {
    await this.knex(EVALUATIONS)
      .where({ id, owner, outcome: 'running' })
      .update({ ...ended('failed', at, problems), requests });
  }

  /**
   * Makes what an evaluation found the current posture.
   *
   * @param before - the current posture when it began
   * @throws ConflictError when it is no longer this process that runs it
   */
  async commit(
    { id, owner }: RunningEvaluation,
    at: Date,
    outcome: EvaluationOutcome,
    before: readonly StoredEntity[],
  ): Promise<void> {
    const { entities, requests, problems } = outcome;
    await inTransaction(this.knex, async tx => {
      const day = dayOf(at);
      const told = await this.toldOf(tx, day, before);
      const finished = await tx(EVALUATIONS)
        .where({ id, owner, outcome: 'running' })
        .update({
          ...ended('finished', at, problems),
          day,
          entities: entities.length,
          results: entities.reduce(
            (sum, { results }) => sum + results.length,
            0,
          ),
          requests,
          totals: JSON.stringify(totalsOf(entities, this.placeOf)),
          observed: JSON.stringify(observedTimesOf(entities)),
        });
      if (finished === 0) {
        throw new ConflictError(
          'Another process took the evaluation over, since this one gave no sign of life',
        );
      }
      // The trend has a point a day; of other times the results tell.
      const last = await lastFinished(tx, endOf(day));
      await tx<EvaluationRecord>(EVALUATIONS)
        .where({ day })
        .whereNot({ id: last!.id })
        .whereNotNull('totals')
        .update({ totals: null });
      const rows = await this.dayRowsOf(tx, { id, day }, entities, told);
      await insertRows(tx, ANCHORS, rows.anchors);
      await insertRows(tx, CHANGES, rows.changes);
      await replaceCurrent(tx, await currentRowsOf(entities, before));
    });
  }

  /**
   * What the rows of a day tell so far. That is what is current, unless the
   * clock has gone to the day from another one.
   */
  private async toldOf(
    tx: Knex,
    day: string,
    before: readonly StoredEntity[],
  ): Promise<readonly StoredEntity[]> {
    if ((await lastFinished(tx))?.day === day) {
      return before;
    }
    const ofDay = await tx<EvaluationRecord>(EVALUATIONS)
      .where({ outcome: 'finished', day })
      .orderBy('id', 'desc')
      .first();
    return ofDay ? entitiesOf(tx, ofDay) : [];
  }

  private async dayRowsOf(
    tx: Knex,
    { id, day }: { id: number; day: string },
    entities: readonly StoredEntity[],
    told: readonly StoredEntity[],
  ) {
    const anchored = new Set<string>(
      await tx(ANCHORS).where({ day }).pluck('entity_ref'),
    );
    const known = new Map(told.map(entity => [entity.entityRef, entity]));
    const rows = { anchors: [] as object[], changes: [] as object[] };
    await inTurns(entities, entity => {
      const entity_ref = entity.entityRef;
      const old = known.get(entity_ref);
      known.delete(entity_ref);
      if (!anchored.has(entity_ref)) {
        const body = JSON.stringify(entity);
        rows.anchors.push({ day, entity_ref, evaluation: id, body });
      } else {
        // What came back on a day is told whole.
        const change = old
          ? changeBetween(old, entity, this.placeOf)
          : { entity };
        if (change) {
          rows.changes.push({
            evaluation: id,
            entity_ref,
            day,
            body: JSON.stringify(change),
          });
        }
      }
    });
    for (const entity_ref of known.keys()) {
      // On a day that begins without it, there is nothing to take away.
      if (anchored.has(entity_ref)) {
        rows.changes.push({ evaluation: id, entity_ref, day, body: null });
      }
    }
    return rows;
  }

  /** Rewrites what is current of entities, unless another evaluation has finished since. */
  async amend(
    { id }: RunningEvaluation,
    entities: readonly StoredEntity[],
  ): Promise<void> {
    await inTransaction(this.knex, async tx => {
      if ((await lastFinished(tx))?.id === id) {
        await replaceCurrent(tx, {
          current: entities.map(entity => ({
            entity_ref: entity.entityRef,
            body: JSON.stringify(entity),
          })),
          gone: [],
        });
      }
    });
  }

  /**
   * Removes what is not needed to tell what was known at a time, or since then.
   *
   * @returns the number of evaluations that were removed
   */
  async removeBefore(time: Date): Promise<number> {
    const first = await lastFinished(this.knex, time);
    if (!first) {
      return 0;
    }
    return inTransaction(this.knex, async (tx): Promise<number> => {
      // Its day is needed whole: what it began with, and what changed since.
      await tx(ANCHORS).where('day', '<', first.day).delete();
      await tx(CHANGES).where('day', '<', first.day).delete();
      return tx(EVALUATIONS)
        .where('day', '<', first.day)
        .orWhere(query =>
          query.where({ outcome: 'failed' }).where('id', '<', first.id),
        )
        .delete();
    });
  }
}

function ended(
  outcome: 'finished' | 'failed',
  at: Date,
  problems: readonly CloudflareProblem[],
) {
  return {
    outcome,
    finished_at: at.toISOString(),
    problems: JSON.stringify(problems),
    owner: null,
    lease_until: null,
  };
}
