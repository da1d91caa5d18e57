import { networkOf } from './networkOf';
import { isPseudonym, Pseudonyms, withoutAddresses } from './Pseudonyms';

const key = 'k'.repeat(32);

describe('Pseudonyms', () => {
  it('are the same for one address however it is written', () => {
    const account = new Pseudonyms(key).of('a');
    const pseudonym = account.ofAddress('sam@acme.example');
    expect(account.ofAddress(' SAM@Acme.Example ')).toBe(pseudonym);
    expect(isPseudonym(pseudonym)).toBe(true);
    expect(account.matches(pseudonym, 'Sam@acme.example')).toBe(true);
    expect(account.matches(pseudonym.split('@')[0], 'sam@acme.example')).toBe(
      true,
    );
    expect(account.matches(pseudonym, 'pat@acme.example')).toBe(false);
    expect(account.matches('u_', 'sam@acme.example')).toBe(false);
  });

  it.each([
    'sam@acme.example (Sam Doe)',
    'sam@[198.51.100.7]',
    'sam@198.51.100.7',
    'Sam Doe',
    'sam@',
    '@',
    '',
  ])('show nothing but a domain of %j', address => {
    const account = new Pseudonyms(key).of('a');
    expect(account.ofAddress(address)).toMatch(/^u_[0-9a-f]{12}$/);
    expect(account.matches(account.ofAddress(address), address)).toBe(true);
  });

  it('differ between accounts and between keys', () => {
    const address = 'sam@acme.example';
    const made = [
      new Pseudonyms(key).of('a').ofAddress(address),
      new Pseudonyms(key).of('b').ofAddress(address),
      new Pseudonyms(key).of().ofAddress(address),
      new Pseudonyms('j'.repeat(32)).of('a').ofAddress(address),
    ];
    expect(new Set(made).size).toBe(4);
  });

  it('have a key id that agrees with the key and does not tell it', () => {
    const { keyId } = new Pseudonyms(key);
    expect(keyId).toBe(new Pseudonyms(key).keyId);
    expect(keyId).not.toBe(new Pseudonyms('j'.repeat(32)).keyId);
    expect(key).not.toContain(keyId);
  });

  it('knows a pseudonym from an address', () => {
    expect(isPseudonym('u_0123456789ab')).toBe(true);
    expect(isPseudonym('u_0123456789ab@acme.example')).toBe(true);
    expect(isPseudonym('u_sam@acme.example')).toBe(false);
    expect(isPseudonym('sam@acme.example')).toBe(false);
    expect(isPseudonym('u_0123456789ab@a@b')).toBe(false);
  });
});

describe('withoutAddresses', () => {
  it.each([
    ['sam@acme.example', '***@acme.example'],
    ['by Sam <Sam.Doe+x@acme.example>, ok', 'by Sam <***@acme.example>, ok'],
    ['mailto:sam@acme.example', 'mailto:***@acme.example'],
    ['a@b.example,c@d.example', '***@b.example,***@d.example'],
    ['a@b@c', '***@***@c'],
    ['see ?m=sam%40acme.example&x=1 %20', 'see ***@acme.example&x=1 %20'],
    ['to=sam%2Bx%2540acme.example', '***@acme.example'],
    ['"sam%252540acme.example"', '"***@acme.example"'],
    ['100%40 and %40acme', '100%40 and %40acme'],
    ['ship @acme/web at 10:00', 'ship @acme/web at 10:00'],
  ])('leaves of %s %s', (text, expected) => {
    expect(withoutAddresses(text)).toBe(expected);
  });

  it('takes no longer over long words', () => {
    const long = 'a'.repeat(1_000_000);
    expect(withoutAddresses(long)).toBe(long);
    expect(withoutAddresses(`${long}@acme.example`)).toBe('***@acme.example');
    const started = performance.now();
    withoutAddresses('%20'.repeat(30_000));
    withoutAddresses('%4'.repeat(50_000));
    withoutAddresses(`${'%25'.repeat(30_000)}40`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('networkOf', () => {
  it.each([
    ['198.51.100.7', '198.51.100.0/24'],
    ['2001:db8:1234:5678::1', '2001:db8:1234::/48'],
    ['2001:DB8::1', '2001:db8:0::/48'],
    ['::ffff:198.51.100.7', '198.51.100.0/24'],
    ['::1', '0:0:0::/48'],
    ['fe80::1%eth0', undefined],
    ['no address', undefined],
    ['198.51.100.256', undefined],
    ['', undefined],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
