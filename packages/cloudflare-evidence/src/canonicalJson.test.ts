import { spawnSync } from 'node:child_process';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import {
  canonicalBytes,
  canonicalJson,
  EvidenceProfileError,
  EvidenceValue,
} from './index';

const asciiKey = fc.string({
  unit: fc.integer({ min: 0, max: 0x7f }).map(c => String.fromCharCode(c)),
  maxLength: 8,
});
const { value: evidenceValue } = fc.letrec<{ value: EvidenceValue }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.maxSafeInteger().map(integer => integer + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(asciiKey, tie('value')),
  ),
}));

/** The same value, with the keys of its objects in another order. */
function reordered(value: EvidenceValue): EvidenceValue {
  if (Array.isArray(value)) {
    return value.map(reordered);
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, field]) => [key, reordered(field)]),
    );
  }
  return value;
}

function refusal(value: unknown): EvidenceProfileError {
  try {
    canonicalJson(value);
  } catch (error) {
    expect(error).toBeInstanceOf(EvidenceProfileError);
    return error as EvidenceProfileError;
  }
  throw new Error('was not refused');
}

describe('canonicalJson', () => {
  it('writes texts as RFC 8785 does (3.2.2)', () => {
    const value = {
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    expect(Buffer.from(canonicalBytes('€')).toString('hex')).toBe('22e282ac22');
  });

  // RFC 8785, 3.2.2 and appendix B.
  it.each([
    [333333333.33333329, '333333333.3333333'],
    [1e30, '1e+30'],
    [4.5, '4.5'],
    [2e-3, '0.002'],
    [0.000000000000000000000000001, '1e-27'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [9.999999999999997e22, '9.999999999999997e+22'],
    [1e23, '1e+23'],
    [0.0000033333333333333333, '0.0000033333333333333333'],
    [-0, '0'],
  ])(
    'refuses the number %p, which RFC 8785 writes as %s',
    (number, expected) => {
      expect(canonicalize(number)).toBe(expected);
      expect(refusal({ at: [number] }).path).toBe('at[0]');
    },
  );

  it('writes the integers that every tool reads exactly', () => {
    const integers = [0, -1, 9007199254740991, -9007199254740991];
    expect(canonicalJson(integers)).toBe(
      '[0,-1,9007199254740991,-9007199254740991]',
    );
  });

  it('orders keys by UTF-16 code units, and takes ASCII alone', () => {
    // RFC 8785, 3.2.3.
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', 'ö'];
    const value = Object.fromEntries(keys.map(key => [key, 0]));
    expect(canonicalize(value)).toBe(
      '{"\\r":0,"1":0,"\u0080":0,"ö":0,"\u20ac":0,"\ud83d\ude00":0,"\ufb33":0}',
    );
    for (const key of keys.filter(name => name > '\x7f')) {
      expect(refusal({ [key]: 0 }).reason).toMatch('ASCII');
    }
    expect(canonicalJson({ b: 1, a: 2, B: 3, 10: 4, 9: 5, '\r': 6 })).toBe(
      '{"\\r":6,"10":4,"9":5,"B":3,"a":2,"b":1}',
    );
  });

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  it.each<[string, unknown]>([
    ['NaN', NaN],
    ['Infinity', -Infinity],
    ['a fraction', 0.1],
    ['an integer that is too large', 2 ** 53],
    ['-0', -0],
    ['a BigInt', BigInt(1)],
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a lone high surrogate', '\ud83d.'],
    ['a lone low surrogate', '\ude00'],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['a Set', new Set()],
    ['bytes', new Uint8Array(1)],
    ['an object of a class', new URL('https://example.com')],
    ['a boxed number', Object(1)],
    ['an object with toJSON', { toJSON: () => 1 }],
    ['a field of a symbol', { [Symbol('s')]: 1 }],
    ['a cycle', cycle],
  ])('refuses %s and names where it is', (_, value) => {
    expect(refusal(value).message).toMatch(/^Evidence cannot hold /);
    const { path } = refusal({
      records: [{ id: 'a' }, { actor: { x: value } }],
    });
    expect(path.startsWith('records[1].actor.x')).toBe(true);
  });

  it('refuses a hole in a list and a lone surrogate in a key', () => {
    expect(refusal(new Array(1)).path).toBe('[0]');
    expect(refusal({ '\ud800': 1 }).path).toBe('\ud800');
  });

  it('takes the same object twice, and objects without a prototype', () => {
    const twice = Object.assign(Object.create(null), { a: 1 });
    expect(canonicalJson([twice, twice])).toBe('[{"a":1},{"a":1}]');
  });

  it('is the same whatever the order of keys, and loses nothing', () => {
    fc.assert(
      fc.property(evidenceValue, value => {
        const text = canonicalJson(value);
        expect(canonicalJson(reordered(value))).toBe(text);
        expect(text).toBe(canonicalize(value));
        expect(JSON.parse(text)).toEqual(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  const hasPython = spawnSync('python3', ['--version']).status === 0;
  (hasPython ? describe : describe.skip)('with python3 at hand', () => {
    it('gives the bytes that Python gives', () => {
      const values = fc.sample(evidenceValue, 300);
      const { stdout, status } = spawnSync(
        'python3',
        [
          '-c',
          `import json, sys
for value in json.load(sys.stdin.buffer):
    text = json.dumps(value, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    sys.stdout.buffer.write(text.encode('utf-8') + b'\\n')`,
        ],
        { input: JSON.stringify(values) },
      );
      expect(status).toBe(0);
      expect(stdout.toString('utf8')).toBe(
        values.map(value => `${canonicalJson(value)}\n`).join(''),
      );
    });
  });
});
