import { stringifyError } from '@backstage/errors';

/** By the codes of SQLite and PostgreSQL. */
const FAULTS: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'the database, or the disk that it is on, is full',
  '53100': 'the disk of the database is full',
  SQLITE_READONLY: 'the database can only be read',
  '25006': 'the database can only be read',
  SQLITE_BUSY: 'another process has locked the database',
};

const DATABASE_CODE = /^(SQLITE_\w+|[0-9A-Z]{5})$/;
/** Nobody nests causes deeper; a ring of them must end. */
const MOST_CAUSES = 10;

/**
 * Why a database refused something, in plain words and by its code; undefined
 * for what is no such refusal, nor caused by one. Nothing of its message is
 * told: that holds the statement with the values that were written.
 *
 * @public
 */
export function databaseFault(error: unknown): string | undefined {
  let fault = error;
  for (let i = 0; i < MOST_CAUSES; i++) {
    const { code, cause } = (fault ?? {}) as {
      code?: unknown;
      cause?: unknown;
    };
    if (typeof code === 'string' && DATABASE_CODE.test(code)) {
      const why = Object.hasOwn(FAULTS, code)
        ? FAULTS[code]
        : 'the database refused it';
      return `${why} (${code})`;
    }
    fault = cause;
  }
  return undefined;
}

/**
 * What went wrong, for a log: of what a database refused {@link databaseFault},
 * of all else its name and message.
 *
 * @public
 */
export function faultText(error: unknown): string {
  return databaseFault(error) ?? stringifyError(error);
}
