import { CloudflareApiError } from './errors';
import { redacted, redactedError } from './redacted';

const TOKEN = 'Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY';

describe('redacted', () => {
  it.each([
    [`Bearer ${TOKEN}`, 'Bearer ***'],
    [
      'authorization: bearer a-shorter-one, ok',
      'authorization: Bearer ***, ok',
    ],
    [`"Bearer cfat_a.b" is invalid`, '"Bearer ***" is invalid'],
    [`of ${TOKEN}: no`, 'of ***: no'],
    [`cfut_${TOKEN}1a2b3c4d`, '***'],
  ])('leaves of %j %j', (text, expected) => {
    expect(redacted(text)).toBe(expected);
    expect(redacted(expected)).toBe(expected);
  });

  it.each([
    'the bearer of bad news',
    '6f1ed0c0ffee4a7b9d2e11aa22bb33cc',
    '0c2d4e6f-8a1b-4c3d-9e5f-7a8b9c0d1e2f',
    'cloudflare-backstage-plugin-catalog-backend-module',
  ])('leaves %j', text => {
    expect(redacted(text)).toBe(text);
  });

  it('takes no longer over long texts', () => {
    const started = performance.now();
    redacted('a'.repeat(1_000_000));
    redacted('1 '.repeat(500_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('redactedError', () => {
  it.each([
    new TypeError(`"Bearer ${TOKEN}" is an invalid header value`),
    new TypeError('It failed', { cause: new Error(TOKEN) }),
    Object.assign(new Error('It failed'), {
      headers: { authorization: `Bearer ${TOKEN}` },
    }),
  ])('tells %s without the token', error => {
    const told = redactedError(error) as Error;
    expect(told.name).toBe(error.name);
    expect(told.cause).toBeUndefined();
    expect(
      `${JSON.stringify(told)} ${told.message} ${told.stack}`,
    ).not.toContain(TOKEN);
  });

  it('leaves what holds none, and what is of our own words', () => {
    const reason = new Error('enough');
    expect(redactedError(reason)).toBe(reason);
    const problem = { kind: 'unavailable' as const, message: TOKEN };
    const own = new CloudflareApiError(problem);
    expect(redactedError(own)).toBe(own);
    expect(redactedError('text')).toBe('text');
  });
});
