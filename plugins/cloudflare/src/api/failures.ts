import { ResponseError } from '@backstage/errors';
import {
  CloudflareProblem,
  CloudflareProblemKind,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * Why a reading gave nothing, as far as it decides what to tell and to offer:
 *
 * - `not-permitted`: the user lacks a Backstage permission
 * - `not-configured`: Cloudflare refuses the token, or the plan has no such product
 * - `not-found`: Cloudflare does not have the resource
 * - `failed`: anything that may work when tried again
 */
export type Failure =
  | { state: 'not-permitted' }
  | {
      state: 'not-configured';
      reason: 'unauthorized' | 'forbidden' | 'not-entitled';
      message: string;
      tokenPermission?: string;
    }
  | { state: 'not-found'; message: string }
  | { state: 'failed'; message: string; retryAfter?: number };

/** Tells what kind of failure an error of {@link CloudflareApi.read} is. */
export function failureOf(error: Error): Failure {
  if (!(error instanceof ResponseError)) {
    return { state: 'failed', message: error.message };
  }
  const cause = error.cause as Error & Partial<CloudflareProblem>;
  if (error.statusCode === 403 || cause.name === 'NotAllowedError') {
    return { state: 'not-permitted' };
  }
  const kind: CloudflareProblemKind | undefined = cause.kind;
  switch (kind) {
    case 'unauthorized':
    case 'forbidden':
    case 'not-entitled':
      return {
        state: 'not-configured',
        reason: kind,
        message: cause.message,
        tokenPermission: cause.permission,
      };
    case 'not-found':
      return { state: 'not-found', message: cause.message };
    case undefined:
      // Without a kind the body may be a proxy's; only the status is told.
      return {
        state: 'failed',
        message: `${error.statusCode} ${error.statusText}`.trim(),
      };
    default:
      return {
        state: 'failed',
        message: cause.message,
        retryAfter: cause.retryAfter,
      };
  }
}

/**
 * Whether what was read before may still be shown. Who may not see it any more
 * is not shown it, and what Cloudflare does not have any more is not there.
 */
export function mayStayAfter(error: Error): boolean {
  return failureOf(error).state === 'failed';
}
