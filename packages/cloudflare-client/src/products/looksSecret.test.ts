import { looksSecret } from './looksSecret';

/** Nothing that scans for secrets is to find these. */
const made = (...parts: string[]) => parts.join('');
const random = 'kJ8sQ2vX7pLm4RtYw9ZbN3cHd6FgA1eU5oTi0KxS';

describe('looksSecret', () => {
  it.each([
    ['API_PASSWORD', 'correct horse'],
    ['STRIPE_SECRET', 'abcd'],
    ['jwtSecret', 'abcd-efgh'],
    ['API_KEY', 'abcd-efgh'],
    ['privateKey', 'abcd-efgh'],
    ['GITHUB_TOKEN', 'abcd-efgh'],
    ['OAUTH_CLIENT_SECRET_2', 'abcd-efgh'],
    ['COOKIE_SECRET', random],
    ['SESSION_COOKIE_SECRET', random],
    ['STORE_PASSWORD', random],
    ['DB_HOST_PASSWORD', 'abcd-efgh'],
    ['HASH_SECRET', random],
    ['ID_TOKEN', random],
    ['JWT_ISSUER_SECRET', 'abcd-efgh'],
    ['TOKEN_STORE_SECRET', 'abcd-efgh'],
    ['COOKIE_KEY', random],
  ])('by the name: %s', (name, value) => {
    expect(looksSecret(name, value)).toBe(true);
  });

  it.each([
    ['a private key', made('-----BEGIN RSA ', 'PRIVATE KEY-----\nMII')],
    [
      'a signed token',
      `Bearer ${made('eyJhbGciOiJI', '.eyJzdWIiOiIx')}.c2lnbmF0dXJl`,
    ],
    ['a key of a payment provider', made('sk_', 'live_4eC39HqLyjWDarjtT1')],
    ['a token of a code host', made('ghp', `_${'a1B2'.repeat(9)}`)],
    ['a password in a URL', 'postgres://app:s3cr3t@db.acme.example/orders'],
    ['random text', random],
  ])('by the value: %s', (_what, value) => {
    expect(looksSecret('SETTING', value)).toBe(true);
  });

  it('inside of JSON', () => {
    expect(looksSecret('CONFIG', { db: { password: 'abcd-efgh' } })).toBe(true);
    expect(looksSecret('TOKENS', { list: ['a', random] })).toBe(true);
    expect(looksSecret('CONFIG', { retries: 3, region: 'eu', on: true })).toBe(
      false,
    );
    expect(looksSecret('CONFIG', null)).toBe(false);
  });

  it.each([
    ['ISSUER', 'https://auth.acme.example'],
    ['TOKEN_URL', 'https://auth.acme.example/token'],
    ['TOKEN_TTL', '3600 s'],
    ['MAX_TOKENS', '4096'],
    ['SECRET_NAME', 'stripe'],
    ['ACCESS_KEY_ID', 'abcd-efgh'],
    ['VAPID_PUBLIC_KEY', random],
    ['NEXT_PUBLIC_API_KEY', random],
    ['STRIPE_PUBLISHABLE_KEY', random],
    ['SECRET_STORE_NAME_2', random],
    ['CACHE_ID', random],
    ['PASSWORD_LENGTH', 'sixteen'],
    ['SEND_TOKEN', 'true'],
    ['GIT_SHA', 'ad9ccd918a81025731e10e40267e11273a263421'],
    ['NAMESPACE', '0d9a7c1e-4b2f-4c8d-9e6a-7f5b3a1c2d4e'],
    ['GREETING', 'Welcome to the shop, we are glad that you are here 2024'],
    ['KEYBOARD', 'qwerty'],
    ['UNSET_TOKEN', undefined],
  ])('not %s', (name, value) => {
    expect(looksSecret(name, value)).toBe(false);
  });
});

describe('the time that looksSecret takes', () => {
  const KB = 1024;
  const texts = {
    'what could be schemes of URLs': 'a.',
    'what could be URLs': 'a://a:a',
    'what could be signed tokens': 'eyJ-',
    'what could be parts of signed tokens': 'eyJabcdefgh.',
    'what could be private keys': '-----BEGIN A ',
    'what could be random': 'aB3',
    digits: '1.',
  };
  /** Of looking at so much text in pieces of a length, in the best of some tries. */
  const timeOf = (piece: string, length: number, times: number) => {
    const text = piece
      .repeat(Math.ceil(length / piece.length))
      .slice(0, length);
    const tries = Array.from({ length: 5 }, () => {
      const start = performance.now();
      for (let i = 0; i < times; i++) {
        looksSecret('SETTING', text);
      }
      return performance.now() - start;
    });
    return Math.min(...tries);
  };

  it.each(Object.entries(texts))('grows no faster than %s', (_what, piece) => {
    timeOf(piece, KB / 2, 64);
    // Were it to grow with the square, the long text would take 16 times as long.
    expect(timeOf(piece, 8 * KB, 32)).toBeLessThan(
      4 * timeOf(piece, KB / 2, 512) + 1,
    );
  });

  it.each(Object.entries(texts))(
    'does not grow behind the first 8 KB of %s',
    (_what, piece) => {
      timeOf(piece, KB, 64);
      expect(timeOf(piece, 1024 * KB, 32)).toBeLessThan(
        4 * timeOf(piece, 8 * KB, 32) + 1,
      );
    },
  );

  it('is bounded by what is not looked at', () => {
    const url = 'postgres://app:s3cr3t@db.acme.example/orders';
    expect(looksSecret('SETTING', `${' '.repeat(8000)}${url}`)).toBe(true);
    expect(looksSecret('SETTING', `${' '.repeat(9000)}${url}`)).toBe(false);
  });

  it('looks into no more levels than the stack holds', () => {
    const nested = (depth: number) =>
      JSON.parse(`${'['.repeat(depth)}"abcd-efgh"${']'.repeat(depth)}`);
    expect(looksSecret('API_KEY', nested(30))).toBe(true);
    expect(looksSecret('API_KEY', nested(100_000))).toBe(false);
  });
});
