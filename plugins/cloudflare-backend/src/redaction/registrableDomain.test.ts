import { registrableDomain } from './registrableDomain';

describe('registrableDomain', () => {
  it.each([
    ['prod-db.internal.acme.example', 'acme.example'],
    ['acme.example', 'acme.example'],
    ['DB-1.Acme.Example.', 'acme.example'],
    ['db.acme.co.uk', 'acme.co.uk'],
    ['db.acme.com.au', 'acme.com.au'],
    ['db.co.acme.com', 'acme.com'],
    // The customer's part of a provider's name is not told.
    ['acme-prod.c9x.eu-west-1.rds.amazonaws.com', 'amazonaws.com'],
  ])('%s is of %s', (host, domain) => {
    expect(registrableDomain(host)).toBe(domain);
  });

  it.each([
    '10.0.0.5',
    '[2001:db8::1]',
    '2001:db8::1',
    'localhost',
    'prod-db.internal',
    'ip-10-0-0-5.ec2.internal',
    'db.default.svc.cluster.local',
    'ledger.corp.',
    'co.uk',
    '1.2.3',
    '',
  ])('is not known of %j', host => {
    expect(registrableDomain(host)).toBeUndefined();
  });
});
