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
