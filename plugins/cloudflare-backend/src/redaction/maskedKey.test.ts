import { maskedKey } from './maskedKey';
import { Pseudonyms } from './Pseudonyms';

const pseudonyms = new Pseudonyms('k'.repeat(32)).of('a');
const mask = (key: string) => maskedKey(key, pseudonyms);
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_X';

describe('maskedKey', () => {
  it.each([
    ['by-email/pat@customer.example', /^by-email\/<email:[0-9a-f]{8}>$/],
    ['u?mail=pat%40customer.example&x=1', /^u\?mail=<email:\w{8}>&x=1$/],
    ['session:0c2d4e6f-8a1b-4c3d-9e5f-7a8b9c0d1e2f', /^session:<uuid:\w{8}>$/],
    ['by-phone/+49 30 123456789', /^by-phone\/<phone:\w{8}>$/],
    ['ip/203.0.113.77/hits', /^ip\/<ip:\w{8}>\/hits$/],
    ['ip/2001:db8::1', /^ip\/<ip:\w{8}>$/],
    ['ip_203.0.113.77_hits', /^ip_<ip:\w{8}>_hits$/],
    ['ip:203.0.113.77.', /^ip:<ip:\w{8}>\.$/],
    ['rate:2001:db8::1:count', /^rate:<ip:\w{8}>:count$/],
    ['rate:2001:db8:1:2:3:4:5:6:count', /^rate:<ip:\w{8}>:count$/],
    ['ip_2001:db8::1', /^ip_<ip:\w{8}>$/],
    ['u?mail=pat%2540customer.example', /^u\?mail=<email:\w{8}>$/],
    ['m=pat%2Bnews%40customer.example&x', /^m=<email:\w{8}>&x$/],
    [`auth/${JWT}`, /^auth\/<jwt:\w{8}>$/],
    ['order/20261122', /^order\/<digits:\w{8}>$/],
    ['s_9f8D7g6H5j4K3l2M1n0P', /^<token:\w{8}>$/],
    ['etag:0123456789abcdef01', /^etag:<token:\w{8}>$/],
    ['a@b.example/c@d.example', /^<email:\w{8}>\/<email:\w{8}>$/],
  ])('replaces what tells of a person or is a secret in %s', (key, masked) => {
    expect(mask(key)).toMatch(masked);
  });

  it.each([
    'response/00042',
    'flag/dark-mode',
    'user/42?x=é',
    '🛒',
    '1.2.3',
    '1.2.3.4.5',
    'lock:2026:11:22',
    'dead:beef:cafe',
    '',
  ])('leaves %s as it is', key => {
    expect(mask(key)).toBe(key);
  });

  it('shows that the same is the same, in one account', () => {
    const one = mask('cart/pat@customer.example');
    const two = mask('seen/pat@customer.example');
    expect(one.slice(5)).toBe(two.slice(5));
    expect(mask('cart/sam@customer.example')).not.toBe(one);
    // Keys are told apart by case, and stay so.
    expect(mask('cart/PAT@customer.example')).not.toBe(one);
    const other = new Pseudonyms('k'.repeat(32)).of('b');
    expect(maskedKey('cart/pat@customer.example', other)).not.toBe(one);
  });

  it('does not tell which pseudonym a person has', () => {
    const [pseudonym] = pseudonyms.ofAddress('pat@customer.example').split('@');
    expect(mask('pat@customer.example')).not.toContain(pseudonym.slice(2, 10));
  });

  it('takes no longer over long keys', () => {
    const started = performance.now();
    mask('a'.repeat(4096));
    mask(`${'1.'.repeat(2048)}@`);
    mask(':'.repeat(4096));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
