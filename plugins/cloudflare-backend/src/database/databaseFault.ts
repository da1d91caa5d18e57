/** By the codes of SQLite and PostgreSQL. */
const FAULTS: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'the database, or the disk that it is on, is full',
  '53100': 'the disk of the database is full',
  SQLITE_READONLY: 'the database can only be read',
  '25006': 'the database can only be read',
  SQLITE_BUSY: 'another process has locked the database',
};

/**
 * Why a database refused something, in plain words and without a value of it;
 * undefined for what is no such refusal.
 */
export function databaseFault(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && Object.hasOwn(FAULTS, code)
    ? `${FAULTS[code]} (${code})`
    : undefined;
}
