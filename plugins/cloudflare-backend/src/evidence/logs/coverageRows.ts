import { Knex } from 'knex';
import { Interval, merged } from './intervals';

/** The table of the times for which logs were read completely. */
export const COVERAGE = 'evidence_log_coverage';

/** A time that a log covers. */
export interface CoverageRow {
  log: string;
  from_time: number | string;
  to_time: number | string;
  read_at: number | string;
}

/**
 * Has a log cover other times than before. Nothing else may change them meanwhile.
 *
 * @param readAt - when they were read, where that is news
 */
export async function changeCoverage(
  transaction: Knex.Transaction,
  log: string,
  readAt: number | undefined,
  change: (covered: Interval[]) => Interval[],
): Promise<void> {
  const rows = await transaction<CoverageRow>(COVERAGE).where({ log });
  const before = coverageOfRows(rows);
  await transaction(COVERAGE).where({ log }).delete();
  for (const { from, to } of change(before.covered)) {
    await transaction(COVERAGE).insert({
      log,
      from_time: from,
      to_time: to,
      read_at: Math.max(readAt ?? 0, before.readAt ?? 0),
    });
  }
}

/** The times that rows of a log tell, and when the last of them was read. */
export function coverageOfRows(rows: readonly CoverageRow[]): {
  covered: Interval[];
  readAt?: number;
} {
  return {
    covered: merged(
      rows.map(({ from_time, to_time }) => ({
        from: Number(from_time),
        to: Number(to_time),
      })),
    ),
    readAt: rows.length
      ? Math.max(...rows.map(({ read_at }) => Number(read_at)))
      : undefined,
  };
}
