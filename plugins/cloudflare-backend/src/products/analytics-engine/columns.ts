const numbered = (name: string) =>
  Array.from({ length: 20 }, (_, i) => `${name}${i + 1}`);

/** The columns that hold whatever a Worker wrote, people included. */
export const SENSITIVE_COLUMNS: ReadonlySet<string> = new Set([
  'index1',
  ...numbered('blob'),
]);

/** The columns of every dataset. */
export const COLUMNS: ReadonlySet<string> = new Set([
  'dataset',
  'timestamp',
  '_sample_interval',
  ...SENSITIVE_COLUMNS,
  ...numbered('double'),
]);

/** The column that a name means in whatever case. */
export function columnNamed(name: string): string | undefined {
  const lower = name.toLowerCase();
  return COLUMNS.has(lower) ? lower : undefined;
}

/** Whether a name is a column's, or could be one that Cloudflare adds. */
export function looksLikeColumn(quoted: string): boolean {
  const name = quoted.trim();
  return (
    columnNamed(name) !== undefined ||
    name.startsWith('_') ||
    /^(?:blob|double|index)\d+$/i.test(name)
  );
}
