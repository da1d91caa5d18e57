import { setImmediate as nextTurn } from 'node:timers/promises';

/** Rows that are parsed without giving way to others. */
const ROWS_A_TURN = 100;

/** Works through rows, and lets others have their turn meanwhile. */
export async function inTurns<Row>(
  rows: readonly Row[],
  work: (row: Row) => unknown,
): Promise<void> {
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_A_TURN === ROWS_A_TURN - 1) {
      await nextTurn();
    }
    work(row);
  }
}
