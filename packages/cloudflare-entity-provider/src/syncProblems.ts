import { stringifyError } from '@backstage/errors';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';

/** Problems that every further read of the same product would meet too. */
const LASTING: readonly CloudflareProblem['kind'][] = [
  'unauthorized',
  'forbidden',
  'not-entitled',
  'rate-limited',
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

/**
 * What went wrong, for the log. Messages of databases hold the values that were
 * written, so that of these only the code is told.
 */
export function faultOf(error: unknown): string {
  const { name, code } = error as { name?: unknown; code?: unknown };
  return typeof code === 'string' ? `${name} ${code}` : stringifyError(error);
}

/** Whether there is no use in reading on. */
export function isLasting(problem: CloudflareProblem): boolean {
  return LASTING.includes(problem.kind);
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
