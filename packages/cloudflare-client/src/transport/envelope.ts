import type {
  CloudflareProblem,
  CloudflareProblemKind,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareApiError } from '../errors';
import type { RequestObservation } from '../options';
import type { BoundedAnswer } from './bounded';
import { NoAnswer } from './bounded';
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
  /** How the body is wrapped; Cloudflare's usual envelope when absent. */
  wrapping?: 'graphql';
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
}

interface UpstreamError {
  code: number;
  text: string;
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Codes and texts are compared and never passed on. */
function upstreamErrors(body: unknown): UpstreamError[] {
  if (!isObject(body) || !Array.isArray(body.errors)) {
    return [];
  }
  return body.errors.filter(isObject).map(error => {
    const extensions = isObject(error.extensions) ? error.extensions : {};
    return {
      code: typeof error.code === 'number' ? error.code : 0,
      text: [error.message, extensions.code].join(' ').toLowerCase(),
    };
  });
}

/** Comes with 400, 401 and 403. */
const NO_PERMISSION_CODE = 10000;
/** A 404 that is about the path and not about the resource that it names. */
const NO_SUCH_CALL_CODE = 7000;
const BAD_TOKEN_CODES = [1000, 6003, 6111, 9106, 9109];
const NOT_ENABLED_CODES = [9999, 10042, 10089];
const NOT_ENABLED_TEXT =
  /not[ _]enabled|not entitled|feature|\bgate\b|deactivated|upgrade|does not have access to the path/;
const TOO_COMPLEX_TEXT = /too many nodes|excessive resources|too complex/;

type Verdict = [
  kind: CloudflareProblemKind,
  why: string,
  retry: RequestFailure['retry'],
];

function judgeRefusal(
  status: number,
  headers: Headers,
  errors: UpstreamError[],
  subject: Subject,
): Verdict {
  const has = (codes: number[]) => errors.some(e => codes.includes(e.code));
  const says = (text: RegExp) => errors.some(e => text.test(e.text));
  if (headers.has('cf-mitigated')) {
    return [
      'unavailable',
      'a security rule of Cloudflare challenged the request; exempt the address that this runs at',
      'never',
    ];
  }
  if (status === 429 || has([971, 10429])) {
    return says(TOO_COMPLEX_TEXT)
      ? ['not-supported', 'the query is too complex; ask for less', 'never']
      : ['rate-limited', 'the rate limit of Cloudflare is reached', 'always'];
  }
  if (status >= 500 || status === 408 || status === 425) {
    return ['unavailable', `Cloudflare answered ${status}`, 'always'];
  }
  if (status === 402 || has(NOT_ENABLED_CODES)) {
    return ['not-entitled', 'it is not enabled for the account', 'never'];
  }
  // Products use some of these codes for what they do not find.
  if (
    (status === 401 && !has([NO_PERMISSION_CODE])) ||
    (status !== 404 && has(BAD_TOKEN_CODES))
  ) {
    return [
      'unauthorized',
      'the API token is invalid, expired, or not accepted from this address; replace the token',
      'never',
    ];
  }
  if (status === 405 || status === 410) {
    return ['not-supported', `Cloudflare answered ${status}`, 'never'];
  }
  if (status === 403 || has([NO_PERMISSION_CODE])) {
    return says(NOT_ENABLED_TEXT) && !says(/permission/)
      ? ['not-entitled', 'it is not enabled for the account', 'never']
      : [
          'forbidden',
          `the API token lacks the permission group '${subject.permission}', or does not cover the account`,
          'never',
        ];
  }
  if (says(/access\.api\.error\.not_enabled/)) {
    return ['not-entitled', 'it is not enabled for the account', 'never'];
  }
  const isKnownCall = !has([NO_SUCH_CALL_CODE]);
  if (subject.named && isKnownCall && (status === 404 || has([7003]))) {
    return ['not-found', 'it does not exist', 'never'];
  }
  if (has([7003])) {
    return [
      'unauthorized',
      'Cloudflare does not know the account; check the configured accountId',
      'never',
    ];
  }
  return [
    'invalid-response',
    status < 300
      ? 'Cloudflare answered that it did not succeed'
      : `Cloudflare answered ${status}`,
    'never',
  ];
}

function judgeGraphqlErrors(
  errors: UpstreamError[],
  subject: Subject,
): Verdict {
  const says = (text: RegExp) => errors.some(e => text.test(e.text));
  if (says(TOO_COMPLEX_TEXT)) {
    return ['not-supported', 'the query is too complex; ask for less', 'never'];
  }
  if (says(/unknown field|unknown argument|cannot query field/)) {
    return ['not-supported', 'the account does not have this field', 'never'];
  }
  if (says(/does not have access to the path/)) {
    return ['not-entitled', 'the dataset is not in the plan', 'never'];
  }
  if (says(/authz|not authorized|permission|authentication/)) {
    return [
      'forbidden',
      `the API token lacks the permission group '${subject.permission}', or does not cover the account`,
      'never',
    ];
  }
  if (says(/rate limit|limit reached|too many requests|quota/)) {
    return [
      'rate-limited',
      'the rate limit of Cloudflare is reached',
      'always',
    ];
  }
  return ['invalid-response', 'Cloudflare refused the query', 'never'];
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
      redirect: ['invalid-response', 'it is answered by a redirect', 'never'],
    } satisfies Record<NoAnswer['reason'], Verdict>
  )[reason];
  return new RequestFailure(
    problemError(kind, subject, why, { status }),
    retry,
  );
}

/**
 * Checks an answer and unwraps it. A 200 that is not an envelope, or one that
 * says that it did not succeed, is a failure and never an empty result.
 */
export function readEnvelope(
  { status, headers, json }: BoundedAnswer,
  subject: Subject,
): Envelope {
  const body = parseJson(json);
  const errors = upstreamErrors(body);
  const fail = ([kind, why, retry]: Verdict) =>
    new RequestFailure(
      problemError(kind, subject, why, {
        status,
        code: errors[0]?.code || undefined,
        rayId: headers.get('cf-ray') ?? undefined,
        retryAfter:
          kind === 'rate-limited' || kind === 'unavailable'
            ? readRetryAfter(headers)
            : undefined,
      }),
      retry,
    );

  if (status < 200 || status >= 300 || headers.has('cf-mitigated')) {
    throw fail(judgeRefusal(status, headers, errors, subject));
  }
  if (!isObject(body)) {
    throw fail(['invalid-response', 'the answer is not JSON', 'once']);
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
  if (body.success !== true || !('result' in body)) {
    throw fail(['invalid-response', 'the answer is not an envelope', 'once']);
  }
  return {
    result: body.result,
    resultInfo: isObject(body.result_info) ? body.result_info : {},
  };
}
