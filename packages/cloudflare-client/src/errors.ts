import type {
  CloudflareProblem,
  CloudflareProblemKind,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * A read that failed. The message is made of our own words: it holds no
 * upstream body, no token and no query.
 *
 * @public
 */
export class CloudflareApiError extends Error {
  readonly name = 'CloudflareApiError';
  /** What went wrong, in the vocabulary of the plugins. */
  readonly problem: CloudflareProblem;
  /** HTTP status of Cloudflare's answer, if there was one. */
  readonly status?: number;
  /** Cloudflare's numeric error code, if there was one. */
  readonly code?: number;
  /** Cloudflare's id of the request, to quote in a support ticket. */
  readonly rayId?: string;

  constructor(
    problem: CloudflareProblem,
    details: {
      status?: number;
      code?: number;
      rayId?: string;
      cause?: unknown;
    } = {},
  ) {
    super(problem.message, { cause: details.cause });
    this.problem = problem;
    this.status = details.status;
    this.code = details.code;
    this.rayId = details.rayId;
  }

  get kind(): CloudflareProblemKind {
    return this.problem.kind;
  }
}

/**
 * The caller asked for something that cannot be sent: an unusable name, cursor
 * or setting. Nothing was sent. Backstage answers 400 by the error's name.
 *
 * @public
 */
export class CloudflareInputError extends Error {
  readonly name = 'InputError';
}
