import { downloadFile } from './downloadFile';
import { ColumnValue, ProductColumn } from './tableColumns';

/** Spreadsheets take what begins so for a formula, and run it; some in full width, too. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * Rows as RFC 4180 CSV: each field quoted, lines ended by CR LF, the labels of
 * the columns first. What was written by people cannot become a formula.
 */
export function toCsv<T>(
  columns: readonly ProductColumn<T>[],
  rows: readonly T[],
): string {
  const exported = columns.filter(column => column.value);
  return [
    exported.map(({ label }) => label),
    ...rows.map(row => exported.map(({ value }) => value?.(row))),
  ]
    .map(fields => `${fields.map(toField).join(',')}\r\n`)
    .join('');
}

function toField(value: ColumnValue): string {
  if (value === undefined) {
    return '""';
  }
  const text = String(value);
  const safe =
    typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}

/** Hands a text to the browser as a file. */
export function downloadCsv(fileName: string, csv: string): void {
  downloadFile(
    fileName,
    // Without the mark, Excel reads UTF-8 as the machine's own encoding.
    new Blob(['\ufeff', csv], { type: 'text/csv;charset=utf-8' }),
  );
}
