import {
  failureOf,
  readEnvelope,
  RequestFailure,
  type Subject,
} from './envelope';
import { NoAnswer } from './bounded';

const SECRET = 'upstream-text-with-a-secret';
const subject: Subject = {
  area: 'workers',
  product: 'workers',
  what: 'the Workers',
  permission: 'Workers Scripts Read',
};
const named = { ...subject, named: true };

function answer(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  return {
    status,
    headers: new Headers({ 'cf-ray': 'ray-1', ...headers }),
    json: body === undefined ? undefined : JSON.stringify(body),
  };
}

const failed = (code: number, message = SECRET) => ({
  success: false,
  errors: [{ code, message: `${message} ${SECRET}` }],
  result: null,
});

function failureFrom(run: () => unknown): RequestFailure {
  try {
    run();
  } catch (error) {
    return error as RequestFailure;
  }
  throw new Error('it did not fail');
}

describe('readEnvelope', () => {
  it('unwraps a success', () => {
    const body = { success: true, result: [1], result_info: { page: 1 } };
    expect(readEnvelope(answer(200, body), subject)).toEqual({
      result: [1],
      resultInfo: { page: 1 },
    });
  });

  it('takes null for a result, as the API promises for some calls', () => {
    const body = { success: true, errors: null, result: null };
    expect(readEnvelope(answer(200, body), subject).result).toBeNull();
  });

  /** What becomes of an answer; its message is checked on the way. */
  function judged(
    response: Parameters<typeof readEnvelope>[0],
    about = subject,
  ) {
    const failure = failureFrom(() => readEnvelope(response, about));
    expect(failure).toBeInstanceOf(RequestFailure);
    expect(failure.error.problem.product).toBe('workers');
    expect(failure.error.message).toMatch(/^Cannot read the Workers: /);
    const told = JSON.stringify([failure.error, failure.error.message]);
    expect(told).not.toContain(SECRET);
    return [failure.error.kind, failure.retry];
  }

  it.each([
    ['the token lacks a permission', 403, 10000, 'forbidden'],
    ['the same with another status', 400, 10000, 'forbidden'],
    ['the same with the status of a bad token', 401, 10000, 'forbidden'],
    ['the same with status 200', 200, 10000, 'forbidden'],
    ['an invalid token', 403, 9109, 'unauthorized'],
    ['a malformed token', 400, 6003, 'unauthorized'],
    ['missing credentials', 400, 9106, 'unauthorized'],
    ['an unknown token', 401, 1000, 'unauthorized'],
    ['an unknown account', 404, 7003, 'unauthorized'],
    ['a product that is not enabled', 403, 10042, 'not-entitled'],
    ['an unknown path', 404, 7000, 'invalid-response'],
    ['a removed call', 410, 0, 'not-supported'],
    ['a wrong method', 405, 10000, 'not-supported'],
    ['a failure with 200', 200, 0, 'invalid-response'],
  ])('%s: %d with code %d is %s, for good', (_, status, code, kind) => {
    expect(judged(answer(status, failed(code)))).toEqual([kind, 'never']);
  });

  it.each([
    ['that does not exist', 404, 10007, 'not-found'],
    ['with a code that elsewhere means a bad token', 404, 1000, 'not-found'],
    ['with a malformed id', 400, 7003, 'not-found'],
    ['whose call does not exist', 404, 7000, 'invalid-response'],
    ['with refused options', 400, 8000024, 'invalid-response'],
  ])('a resource %s: %d with code %d is %s', (_, status, code, kind) => {
    expect(judged(answer(status, failed(code)), named)).toEqual([
      kind,
      'never',
    ]);
  });

  it.each([
    [404, 9999, 'access.api.error.not_enabled', 'not-entitled'],
    [403, 10000, 'Feature gate closed', 'not-entitled'],
    [403, 0, 'you need permission for this feature', 'forbidden'],
    [429, 0, 'too many nodes', 'not-supported'],
  ])('%d with code %d and %j is %s', (status, code, text, kind) => {
    expect(judged(answer(status, failed(code, text)))).toEqual([kind, 'never']);
  });

  it.each([408, 425, 500, 502, 503, 504, 520, 521, 524, 527, 530])(
    '%d is unavailable, in passing',
    status => {
      expect(judged(answer(status, undefined), named)).toEqual([
        'unavailable',
        'always',
      ]);
    },
  );

  it('a rate limit passes, whatever its body', () => {
    expect(judged(answer(429, failed(971)))).toEqual([
      'rate-limited',
      'always',
    ]);
    expect(judged(answer(429, undefined))).toEqual(['rate-limited', 'always']);
  });

  it('a 403 without a body is about permissions, unless it is a challenge', () => {
    expect(judged(answer(403, undefined))).toEqual(['forbidden', 'never']);
    const challenge = { 'cf-mitigated': 'challenge' };
    for (const status of [200, 403]) {
      const body = { success: true, result: [] };
      const response = answer(status, body, challenge);
      expect(judged(response)).toEqual(['unavailable', 'never']);
    }
  });

  it.each([
    ['HTML', undefined],
    ['nothing', ''],
    ['cut JSON', '{"success":true,"result":['],
    ['a bare list', '[]'],
    ['no success flag', '{"result":[]}'],
    ['no result', '{"success":true}'],
  ])('%s with 200 is worth one more attempt', (_, json) => {
    const response = { status: 200, headers: new Headers(), json };
    expect(judged(response)).toEqual(['invalid-response', 'once']);
  });

  it('names the permission that is missing, and what to quote in a ticket', () => {
    const { error } = failureFrom(() =>
      readEnvelope(answer(403, failed(10000)), subject),
    );
    expect(error.problem.permission).toBe('Workers Scripts Read');
    expect(error.message).toContain("'Workers Scripts Read'");
    expect(error).toMatchObject({ status: 403, code: 10000, rayId: 'ray-1' });
  });

  it('tells no ray id that is none', () => {
    for (const ray of [SECRET.repeat(3), `${SECRET} for sam@acme.example`]) {
      const response = answer(403, failed(10000), { 'cf-ray': ray });
      const { error } = failureFrom(() => readEnvelope(response, subject));
      expect(error.rayId).toBeUndefined();
    }
  });

  it('tells how long to wait', () => {
    const { error } = failureFrom(() =>
      readEnvelope(answer(429, failed(971), { 'retry-after': '300' }), subject),
    );
    expect(error.problem.retryAfter).toBe(300);
  });
});

describe('readEnvelope of what comes under data', () => {
  const wrapped: Subject = { ...named, wrapping: 'data' };
  const data = { page: 2, per_page: 20, routes: [{ id: 1 }] };

  it('answers it, with what it tells of its pages', () => {
    expect(readEnvelope(answer(200, { success: true, data }), wrapped)).toEqual(
      { result: data, resultInfo: data },
    );
  });

  it('is a failure without it, and where it did not succeed', () => {
    const kindOf = (body: unknown, status = 200) =>
      failureFrom(() => readEnvelope(answer(status, body), wrapped)).error.kind;
    expect(kindOf({ success: true, result: [] })).toBe('invalid-response');
    expect(kindOf({ success: false, data })).toBe('invalid-response');
    expect(kindOf(failed(7002), 404)).toBe('not-found');
    expect(kindOf(failed(10000), 403)).toBe('forbidden');
  });
});

describe('readEnvelope of GraphQL', () => {
  const graphql: Subject = {
    area: 'graphql',
    what: 'the analytics',
    permission: 'Account Analytics Read',
    wrapping: 'graphql',
  };
  const errors = (message: string, code?: string) => ({
    data: null,
    errors: [{ message, extensions: { code } }],
  });

  it('answers the data', () => {
    const body = { data: { viewer: {} }, errors: null };
    expect(readEnvelope(answer(200, body), graphql).result).toEqual({
      viewer: {},
    });
  });

  it.each([
    [
      errors('x does not have access to the path', 'authz'),
      'not-entitled',
      'never',
    ],
    [errors('no', 'authz'), 'forbidden', 'never'],
    [errors('unknown field "x"'), 'not-supported', 'never'],
    [errors('the query has too many nodes'), 'not-supported', 'never'],
    [errors('rate limit exceeded'), 'rate-limited', 'always'],
    [errors('Syntax Error'), 'invalid-response', 'never'],
    [{ data: null, errors: null }, 'invalid-response', 'once'],
    [{ success: true, result: {} }, 'invalid-response', 'once'],
  ])('%j is %s', (body, kind, retry) => {
    const failure = failureFrom(() => readEnvelope(answer(200, body), graphql));
    expect([failure.error.kind, failure.retry]).toEqual([kind, retry]);
  });

  it('names the fields that it refuses, and nothing else of the text', () => {
    const body = {
      data: null,
      errors: [
        {
          message:
            'cannot access the path: accounts.kvStorageAdaptiveGroups: of someone@acme.example',
          path: ['viewer', 'accounts', '0', 'kv'],
        },
        { message: 'unknown field "keyCount"' },
      ],
    };
    const { error } = failureFrom(() =>
      readEnvelope(answer(400, body), graphql),
    );
    expect(error.kind).toBe('not-supported');
    expect(error.refusal).toEqual({
      fields: [
        'viewer',
        'accounts',
        'kv',
        'kvStorageAdaptiveGroups',
        'keyCount',
      ],
      tooComplex: false,
    });
  });

  it.each([
    ['too many nodes', true],
    ['slow down', false],
  ])('429 with "%s" is worth a smaller query: %s', (message, tooComplex) => {
    const { error } = failureFrom(() =>
      readEnvelope(answer(429, errors(message)), graphql),
    );
    expect(error.refusal?.tooComplex).toBe(tooComplex);
  });
});

describe('failureOf', () => {
  it.each([
    ['network', 'unavailable', 'always'],
    ['timeout', 'unavailable', 'always'],
    ['too-large', 'invalid-response', 'never'],
    ['redirect', 'invalid-response', 'never'],
  ] as const)('%s is %s', (reason, kind, retry) => {
    const failure = failureOf(new NoAnswer(reason), subject);
    expect([failure.error.kind, failure.retry]).toEqual([kind, retry]);
  });
});
