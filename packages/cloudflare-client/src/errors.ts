import type {
  CloudflareProblem,
  CloudflareProblemKind,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * What a GraphQL query was refused for.
 *
 * @public
 */
export interface GraphqlRefusal {
  /** Names of the fields that the refusal is about, as far as it tells. */
  fields: readonly string[];
  /** The query asks for more than is answered at once: smaller ones may pass. */
  tooComplex: boolean;
}

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
  /** Of a GraphQL query that was refused. */
  readonly refusal?: GraphqlRefusal;

  constructor(
    problem: CloudflareProblem,
    details: {
      status?: number;
      code?: number;
      rayId?: string;
      refusal?: GraphqlRefusal;
      cause?: unknown;
    } = {},
  ) {
    super(problem.message, { cause: details.cause });
    this.problem = problem;
    this.status = details.status;
    this.code = details.code;
    this.rayId = details.rayId;
    this.refusal = details.refusal;
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
