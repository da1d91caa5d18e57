import type { CloudflareProblemKind } from '@cloudflare-backstage/plugin-cloudflare-common';
import type { GraphqlRefusal } from '../errors';
import type { RequestFailure, Subject } from './envelope';

/** An error as Cloudflare sends it. */
export interface UpstreamError {
  code: number;
  text: string;
  /** Fields of GraphQL that it names. */
  fields: string[];
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Codes and texts are compared and never passed on. */
export function upstreamErrors(body: unknown): UpstreamError[] {
  if (!isObject(body) || !Array.isArray(body.errors)) {
    return [];
  }
  return body.errors.filter(isObject).map(error => {
    const extensions = isObject(error.extensions) ? error.extensions : {};
    return {
      code: typeof error.code === 'number' ? error.code : 0,
      text: [error.message, extensions.code].join(' ').toLowerCase(),
      fields: namedFields(error),
    };
  });
}

const FIELD_NAME = /^[A-Za-z_]\w*$/;
/** `accounts.<field>: …`, and `unknown field "<field>"`. */
const FIELD_IN_TEXT = /(?:accounts\.|unknown field\W+)(\w+)/gi;

/** The path does not always tell: the message is looked through for names too. */
function namedFields({ path, message }: Record<string, unknown>): string[] {
  const inPath = Array.isArray(path) ? path : [];
  const inText = [...String(message).matchAll(FIELD_IN_TEXT)].map(
    ([, field]) => field,
  );
  return [...inPath, ...inText].filter(
    (field): field is string =>
      typeof field === 'string' && FIELD_NAME.test(field),
  );
}

/** Comes with 400, 401 and 403. */
const NO_PERMISSION_CODE = 10000;
/** A 404 that is about the path and not about the resource that it names. */
const NO_SUCH_CALL_CODE = 7000;
const BAD_TOKEN_CODES = [1000, 6003, 6111, 9106, 9109];
const NOT_ENABLED_CODES = [9999, 10042, 10089];
const NOT_ENABLED_TEXT =
  /not[ _]enabled|not entitled|feature|\bgate\b|deactivated|upgrade|does not have access to the path/;
const TOO_COMPLEX_TEXT =
  /too many nodes|excessive resources|too complex|too much data/;

/** What an answer means, and whether to ask again. */
export type Verdict = [
  kind: CloudflareProblemKind,
  why: string,
  retry: RequestFailure['retry'],
];

/** Judges an answer that says that it did not succeed. */
export function judgeRefusal(
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

/** Judges errors of GraphQL, which come with any status. */
export function judgeGraphqlErrors(
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

/** What the errors tell that a caller can act on. */
export function refusalOf(errors: UpstreamError[]): GraphqlRefusal {
  return {
    fields: [...new Set(errors.flatMap(({ fields }) => fields))],
    tooComplex: errors.some(({ text }) => TOO_COMPLEX_TEXT.test(text)),
  };
}
