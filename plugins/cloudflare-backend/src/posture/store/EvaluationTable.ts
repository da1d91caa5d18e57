import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Knex } from 'knex';
import { EvaluationRow, StoredTotals } from '../StoredPosture';

export const EVALUATIONS = 'posture_evaluations';
export const CURRENT = 'posture_current';
export const ANCHORS = 'posture_anchors';
export const CHANGES = 'posture_changes';

/** A row of `posture_evaluations`. */
export interface EvaluationRecord {
  id: number;
  started_at: string;
  finished_at: string | null;
  day: string | null;
  outcome: EvaluationRow['outcome'];
  entities: number;
  results: number;
  requests: number;
  problems: string;
  totals: string | null;
  observed: string | null;
  owner: string | null;
  lease_until: string | null;
}

export function toEvaluation(record: EvaluationRecord): EvaluationRow {
  const problems: CloudflareProblem[] = JSON.parse(record.problems);
  const totals: StoredTotals[] =
    record.totals === null ? [] : JSON.parse(record.totals);
  return {
    id: record.id,
    startedAt: record.started_at,
    ...(record.finished_at !== null && { finishedAt: record.finished_at }),
    outcome: record.outcome,
    entities: record.entities,
    results: record.results,
    requests: record.requests,
    problems,
    totals,
  };
}

/** The last evaluation that finished, or that had finished by a time. */
export async function lastFinished(
  knex: Knex,
  by?: Date,
): Promise<EvaluationRecord | undefined> {
  const finished = knex<EvaluationRecord>(EVALUATIONS)
    .where({ outcome: 'finished' })
    .first();
  return by
    ? // By time: one that a clock dated back is newer, but was not known then.
      finished.where('finished_at', '<=', by.toISOString()).orderBy([
        { column: 'finished_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
    : finished.orderBy('id', 'desc');
}

/** The last instant of a UTC day. */
export function endOf(day: string): Date {
  return new Date(`${day}T23:59:59.999Z`);
}

/** The UTC day of a time. */
export function dayOf(time: Date | string): string {
  return new Date(time).toISOString().slice(0, 10);
}
