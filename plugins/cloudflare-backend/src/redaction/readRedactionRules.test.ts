import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { maskedKey } from './maskedKey';
import { maskedTextBy } from './maskedText';
import { Pseudonyms } from './Pseudonyms';
import { readRedactionRules } from './readRedactionRules';
import { FLOOR } from './RedactionRules';

const read = (redaction: JsonObject) =>
  readRedactionRules(
    mockServices.rootConfig({ data: { cloudflare: { redaction } } }),
  );
const pseudonymsBy = (redaction: JsonObject) =>
  new Pseudonyms('k'.repeat(32), read(redaction));

describe('the rules of redaction', () => {
  it('are those that always hold when nothing is configured', () => {
    expect(read({})).toEqual({ ...FLOOR, emailDomains: undefined });
    expect(pseudonymsBy({}).rulesId).toBeUndefined();
  });

  it.each([
    [{ ipv4Prefix: 25 }, 'ipv4Prefix', '0 to 24'],
    [{ ipv4Prefix: -1 }, 'ipv4Prefix', '0 to 24'],
    [{ ipv4Prefix: 8.5 }, 'ipv4Prefix', 'whole number'],
    [{ ipv6Prefix: 49 }, 'ipv6Prefix', '0 to 48'],
    [{ emailDomains: ['acme'] }, 'emailDomains', "'acme' is no domain"],
    [{ emailDomains: ['@acme.example'] }, 'emailDomains', 'is no domain'],
    [{ emailDomains: ['*.example'] }, 'emailDomains', 'is no domain'],
    [{ patterns: ['@acme.example'] }, 'patterns', 'is no pattern'],
    [{ patterns: ['cus_.*'] }, 'patterns', "'cus_.*' is no pattern"],
    [{ patterns: Array(21).fill('cus_\\w+') }, 'patterns', 'at most 20'],
    [{ patterns: 'cus_\\w+' }, 'patterns', ''],
  ])('refuse %j', (redaction, name, why) => {
    const reading = () => read(redaction);
    expect(reading).toThrow(`cloudflare.redaction.${name}`);
    expect(reading).toThrow(why);
  });

  it('have an id of their own when they hide more', () => {
    const ids = [
      {},
      { ipv4Prefix: 16 },
      { ipv6Prefix: 16 },
      { emailDomains: [] },
      { emailDomains: ['acme.example'] },
      { patterns: ['cus_\\w+'] },
    ].map(redaction => pseudonymsBy(redaction).rulesId);
    expect(new Set(ids).size).toBe(6);
    expect(ids[1]).toMatch(/^[0-9a-f]{8}$/);
    expect(pseudonymsBy({ emailDomains: ['b.example', 'a.example'] })).toEqual(
      expect.objectContaining({
        rulesId: pseudonymsBy({ emailDomains: ['a.example', 'B.example'] })
          .rulesId,
      }),
    );
  });

  it.each([
    [{ ipv4Prefix: 16 }, '198.51.100.7', '198.51.0.0/16'],
    [{ ipv4Prefix: 12 }, '198.51.100.7', '198.48.0.0/12'],
    [{ ipv4Prefix: 0 }, '198.51.100.7', '0.0.0.0/0'],
    [{ ipv4Prefix: 16 }, 'of 198.51.100.0/24', 'of 198.51.0.0/16'],
    [{ ipv4Prefix: 16 }, 'of 198.51.100.0/16', 'of 198.51.0.0/16'],
    [{ ipv4Prefix: 16 }, 'of 198.51.0.0/16', 'of 198.51.0.0/16'],
    [{ ipv4Prefix: 16 }, '::ffff:198.51.100.7', '198.51.0.0/16'],
    [{ ipv6Prefix: 32 }, '2001:db8:1234::1', '2001:db8::/32'],
    [{ ipv6Prefix: 32 }, '2001:db8:1234::/48', '2001:db8::/32'],
    [{ ipv6Prefix: 20 }, '2001:db8:1234::1', '2001:0::/20'],
    [{ ipv6Prefix: 0 }, '2001:db8:1234::1', '::/0'],
    [{ emailDomains: [] }, 'by sam@acme.example.', 'by ***@***'],
    [
      { emailDomains: ['Acme.Example'] },
      'sam@ACME.example, pat@home.example and pat@x.acme.example',
      '***@ACME.example, ***@*** and ***@***',
    ],
    [
      { emailDomains: ['acme.example'] },
      'by sam@acme.example.',
      'by ***@acme.example.',
    ],
    [{ patterns: ['cus_\\w+', 'EMP-\\d{4}'] }, 'cus_1 EMP-1234', '*** ***'],
    [{ patterns: ['@acme\\.example'] }, 'sam@acme.example', '******'],
  ])('%j make of %j %j', (redaction, text, expected) => {
    const rules = read(redaction);
    const masked = maskedTextBy(rules, text);
    expect(masked).toBe(expected);
    expect(maskedTextBy(rules, masked)).toBe(expected);
  });

  it('leave pseudonyms with the domains that are shown, and find them so', () => {
    const account = pseudonymsBy({ emailDomains: ['acme.example'] }).of('a');
    const colleague = account.ofAddress('sam@acme.example');
    const other = account.ofAddress('pat@home.example');
    expect(colleague).toMatch(/^u_[0-9a-f]{12}@acme\.example$/);
    expect(other).toMatch(/^u_[0-9a-f]{12}$/);
    expect(account.matches(other, 'pat@home.example')).toBe(true);
    // Else domains could be tried.
    expect(account.matches(`${other}@home.example`, 'pat@home.example')).toBe(
      false,
    );
    // Whoever was followed before can be followed on.
    const before = pseudonymsBy({}).of('a').ofAddress('pat@home.example');
    expect(before).toBe(`${other}@home.example`);
  });

  it('mask what matches a pattern in keys, after all that is masked anyway', () => {
    const account = pseudonymsBy({ patterns: ['tenant-\\w+'] }).of('a');
    expect(maskedKey('cart/tenant-blue/42', account)).toMatch(
      /^cart\/<pattern:[0-9a-f]{8}>\/42$/,
    );
    expect(maskedKey('tenant-sam@acme.example', account)).toMatch(
      /^<email:\w{8}>$/,
    );
  });
});
