import type {
  CloudflareProblem,
  CloudflareProblemKind,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareApiError, type GraphqlRefusal } from '../errors';
import type { RequestObservation } from '../options';
import type { BoundedAnswer } from './bounded';
import { NoAnswer } from './bounded';
import {
  isObject,
  judgeGraphqlErrors,
  judgeRefusal,
  refusalOf,
  upstreamErrors,
  type Verdict,
} from './refusals';
import { readRetryAfter } from './requestWindow';

/** What a request reads, in the words of our messages. */
export interface Subject {
  area: RequestObservation['area'];
  product?: CloudflareProblem['product'];
  /** Goes into sentences such as "Cannot read the Workers". */
  what: string;
  /** Permission group that the token needs. */
  permission: string;
  /** The path names a resource, so that a 404 means that it does not exist. */
  named?: boolean;
  /** Which token is used; the account's when absent. */
  token?: 'builds';
  /** Sent with the request where a header says what is read. */
  headers?: Readonly<Record<string, string>>;
  /**
   * How the body is wrapped; Cloudflare's usual envelope when absent. `none`: it
   * is a list without anything around it. `sql`: rows and what their columns
   * are; refusals are plain text. `data`: the envelope with both the result and
   * what tells of its pages under `data`.
   */
  wrapping?: 'graphql' | 'sql' | 'none' | 'data';
  /** Largest answer that is read, where it is to be smaller than usual. */
  mostBytes?: number;
  /**
   * The API counts these requests in a quota of their own too: its size as a
   * part of the common one.
   */
  ownQuota?: number;
}

/** An attempt that failed, and whether another is worth it. */
export class RequestFailure extends Error {
  constructor(
    readonly error: CloudflareApiError,
    readonly retry: 'never' | 'once' | 'always',
  ) {
    super(error.message);
  }
}

/** A checked body. */
export interface Envelope {
  result: unknown;
  resultInfo: Record<string, unknown>;
  /** Whoever reads a list wants no page after this one. */
  last?: boolean;
}

/** Makes an error of our own words about a subject. */
export function problemError(
  kind: CloudflareProblemKind,
  subject: Subject,
  why: string,
  details: {
    status?: number;
    code?: number;
    rayId?: string;
    retryAfter?: number;
    refusal?: GraphqlRefusal;
  } = {},
): CloudflareApiError {
  const problem: CloudflareProblem = {
    kind,
    message: `Cannot read ${subject.what}: ${why}`,
  };
  if (subject.product) {
    problem.product = subject.product;
  }
  if (kind === 'forbidden') {
    problem.permission = subject.permission;
  }
  if (details.retryAfter !== undefined) {
    problem.retryAfter = details.retryAfter;
  }
  return new CloudflareApiError(problem, details);
}

/** Cloudflare's id of a request: of its headers the only text that errors tell. */
export function rayIdOf(headers: Headers): string | undefined {
  const ray = headers.get('cf-ray') ?? '';
  return /^[\w-]{1,64}$/.test(ray) ? ray : undefined;
}

function parseJson(json: string | undefined): unknown {
  if (json === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Turns an attempt without an answer into a failure. */
export function failureOf(
  noAnswer: NoAnswer,
  subject: Subject,
): RequestFailure {
  const { reason, status } = noAnswer;
  const [kind, why, retry] = (
    {
      network: ['unavailable', 'the connection to Cloudflare failed', 'always'],
      timeout: ['unavailable', 'Cloudflare did not answer in time', 'always'],
      'too-large': ['invalid-response', 'the answer is too large', 'never'],
      'too-deep': [
        'invalid-response',
        'the answer is nested too deep',
        'never',
      ],
      redirect: ['invalid-response', 'it is answered by a redirect', 'never'],
    } satisfies Record<NoAnswer['reason'], Verdict>
  )[reason];
  return new RequestFailure(
    problemError(kind, subject, why, {
      status,
      refusal:
        subject.wrapping === 'graphql' && reason === 'too-large'
          ? { fields: [], tooComplex: true }
          : undefined,
    }),
    retry,
  );
}

/**
 * Checks an answer and unwraps it. A 200 that is not an envelope, or one that
 * says that it did not succeed, is a failure and never an empty result.
 */
export function readEnvelope(
  { status, headers, json, text }: BoundedAnswer,
  subject: Subject,
): Envelope {
  const body = parseJson(json);
  const errors =
    subject.wrapping === 'sql' && text !== undefined
      ? [{ code: 0, text: text.toLowerCase(), fields: [] }]
      : upstreamErrors(body);
  const fail = ([kind, why, retry]: Verdict) =>
    new RequestFailure(
      problemError(kind, subject, why, {
        status,
        code: errors[0]?.code || undefined,
        rayId: rayIdOf(headers),
        refusal:
          subject.wrapping === 'graphql' && errors.length > 0
            ? refusalOf(errors)
            : undefined,
        retryAfter:
          kind === 'rate-limited' || kind === 'unavailable'
            ? readRetryAfter(headers)
            : undefined,
      }),
      retry,
    );

  if (
    status === 400 &&
    subject.wrapping === 'graphql' &&
    errors.length > 0 &&
    errors.every(({ code }) => code === 0)
  ) {
    throw fail(judgeGraphqlErrors(errors, subject));
  }
  if (status < 200 || status >= 300 || headers.has('cf-mitigated')) {
    throw fail(judgeRefusal(status, headers, errors, subject));
  }
  if (subject.wrapping === 'none' && Array.isArray(body)) {
    return { result: body, resultInfo: {} };
  }
  if (!isObject(body)) {
    throw fail(['invalid-response', 'the answer is not JSON', 'once']);
  }
  if (subject.wrapping === 'sql') {
    // ClickHouse can fail after it has begun to answer.
    if (body.success === false || 'exception' in body) {
      throw fail(judgeRefusal(status, headers, errors, subject));
    }
    return { result: body, resultInfo: { total_count: body.rows } };
  }
  if (subject.wrapping === 'graphql') {
    if (errors.length > 0) {
      throw fail(judgeGraphqlErrors(errors, subject));
    }
    if (!isObject(body.data)) {
      throw fail(['invalid-response', 'the answer holds no data', 'once']);
    }
    return { result: body.data, resultInfo: {} };
  }
  if (body.success === false) {
    throw fail(judgeRefusal(status, headers, errors, subject));
  }
  const [resultKey, infoKey] =
    subject.wrapping === 'data' ? ['data', 'data'] : ['result', 'result_info'];
  if (body.success !== true || !(resultKey in body)) {
    throw fail(['invalid-response', 'the answer is not an envelope', 'once']);
  }
  const info = body[infoKey];
  return { result: body[resultKey], resultInfo: isObject(info) ? info : {} };
}
