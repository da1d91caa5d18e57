import { stringifyError } from '@backstage/errors';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  SyncProductReport,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** Problems that last until somebody changes the token or the account. */
const REFUSALS: readonly CloudflareProblem['kind'][] = [
  'unauthorized',
  'forbidden',
  'not-entitled',
];

/** A report is read by people: what is beyond this says nothing new. */
const MAX_PROBLEMS = 20;

/**
 * What kept something from being read.
 *
 * @param what - the thing, as the start of a sentence
 */
export function problemOf(error: unknown, what: string): CloudflareProblem {
  if (error instanceof CloudflareApiError) {
    return error.problem;
  }
  return isEndOfTime(error)
    ? {
        kind: 'unavailable',
        message: `${what} could not be read within the time of the run`,
      }
    : {
        kind: 'invalid-response',
        message: `${what} could not be read, see the log for the reason`,
      };
}

/** Whether the cause is neither Cloudflare's nor the run's end, but a fault of ours. */
export function isUnexpected(error: unknown): boolean {
  return !(error instanceof CloudflareApiError || isEndOfTime(error));
}

function isEndOfTime(error: unknown): boolean {
  return (
    error instanceof Error &&
    ['AbortError', 'TimeoutError'].includes(error.name)
  );
}

/** What a database refuses by, by the codes of SQLite and PostgreSQL. */
const DATABASE_FAULTS: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'the database, or the disk that it is on, is full',
  '53100': 'the disk of the database is full',
  SQLITE_READONLY: 'the database can only be read',
  '25006': 'the database can only be read',
  SQLITE_BUSY: 'another process has locked the database',
};

/**
 * What went wrong, for the log. Messages of databases hold the values that were
 * written, so that of these only the code is told.
 */
export function faultOf(error: unknown): string {
  const { name, code } = error as { name?: unknown; code?: unknown };
  if (typeof code !== 'string') {
    return stringifyError(error);
  }
  return Object.hasOwn(DATABASE_FAULTS, code)
    ? `${DATABASE_FAULTS[code]} (${name} ${code})`
    : `${name} ${code}`;
}

/** Whether Cloudflare will say the same in the next run. */
export function isRefusal({ kind }: CloudflareProblem): boolean {
  return REFUSALS.includes(kind);
}

/** Whether every further read of the same product would meet the problem too. */
export function isLasting(problem: CloudflareProblem): boolean {
  return isRefusal(problem) || problem.kind === 'rate-limited';
}

/** Adds problems that are not there yet. */
export function addProblems(
  problems: CloudflareProblem[],
  added: readonly CloudflareProblem[],
): void {
  for (const problem of added) {
    const known = problems.some(
      ({ kind, message }) =>
        kind === problem.kind && message === problem.message,
    );
    if (!known && problems.length < MAX_PROBLEMS) {
      problems.push(problem);
    }
  }
}

/** The report on a product of which nothing was read yet. */
export function emptyReport(
  product: SyncProductReport['product'],
): SyncProductReport {
  return {
    product,
    listed: 0,
    complete: false,
    added: 0,
    changed: 0,
    removed: 0,
    held: 0,
    detailsRead: 0,
    detailsPending: 0,
    problems: [],
  };
}
