import { makeValidator } from '@backstage/catalog-model';
import fc from 'fast-check';
import {
  ACCOUNT_ENTITY_NAME,
  accountEntityName,
  productIds,
  products,
  resourceEntityName,
} from './index';

const { workers, kv, zeroTrust, browserRendering, analyticsEngine, d1 } =
  products;
const account = {
  key: 'default',
  accountId: '6f1ed0c0ffee4a7b9d2e11aa22bb33cc',
};
const other = { key: 'eu', accountId: '0f1ed0c0ffee4a7b9d2e11aa22bb33cc' };
const HASHED = /-[0-9a-f]{8}$/;

describe('resourceEntityName', () => {
  it.each(['acme-api', 'acme_api', 'a', '7', 'a--b'])('keeps %p', name => {
    expect(resourceEntityName(workers, account, name)).toBe(
      `cf-worker-${name}`,
    );
  });

  // Names are identities in the catalog: they must never change.
  it.each([
    ['upper case', 'Acme', 'cf-kv-acme-'],
    ['spaces and slashes', 'user sessions / v2', 'cf-kv-user-sessions-v2-'],
    ['dots', 'acme.example', 'cf-kv-acme-example-'],
    ['a dash at an end', '-acme-', 'cf-kv-acme-'],
    ['accents', 'café', 'cf-kv-caf-'],
    ['nothing that could stay', '日本語', 'cf-kv-'],
    ['nothing at all', '', 'cf-kv-'],
  ])('marks with a hash a name that loses %s', (_, name, start) => {
    const entityName = resourceEntityName(kv, account, name);
    expect(entityName.startsWith(start)).toBe(true);
    expect(entityName.slice(start.length)).toMatch(/^[0-9a-f]{8}$/);
  });

  it('never names anything differently than it did', () => {
    expect([
      resourceEntityName(kv, account, 'User Sessions'),
      resourceEntityName(workers, other, 'x'.repeat(63)),
      resourceEntityName(d1, account, 'orders', '3f6d2c1b'),
    ]).toEqual([
      'cf-kv-user-sessions-2b0ee98a',
      `cf-worker-${'x'.repeat(41)}-edd36a19.eu`,
      'cf-d1-orders-7d4984e0',
    ]);
  });

  it('cuts what is too long, and only that', () => {
    const fits = 'a'.repeat(53);
    expect(resourceEntityName(workers, account, fits)).toBe(
      `cf-worker-${fits}`,
    );
    const cut = resourceEntityName(workers, account, `${fits}a`);
    expect(cut).toHaveLength(63);
    expect(cut).toMatch(HASHED);
    // The account takes room as well.
    expect(resourceEntityName(workers, other, fits)).toMatch(
      /^cf-worker-a+-[0-9a-f]{8}\.eu$/,
    );
  });

  it('tells names apart that look the same when slugged', () => {
    const names = ['acme', 'Acme', 'ACME', 'acme.', 'ac me', 'ac/me', 'ac-me'];
    expect(
      new Set(names.map(name => resourceEntityName(kv, account, name))).size,
    ).toBe(names.length);
  });

  it('tells long names apart that differ at their end', () => {
    const long = 'a'.repeat(80);
    expect(resourceEntityName(kv, account, `${long}1`)).not.toBe(
      resourceEntityName(kv, account, `${long}2`),
    );
  });

  it('gives colliding resources the hash of their id', () => {
    const first = resourceEntityName(d1, account, 'orders');
    const second = resourceEntityName(d1, account, 'orders', 'id-2');
    const third = resourceEntityName(d1, account, 'orders', 'id-3');
    expect(first).toBe('cf-d1-orders');
    expect(second).toMatch(/^cf-d1-orders-[0-9a-f]{8}$/);
    expect(new Set([first, second, third]).size).toBe(3);
  });

  it('names the account, save for the default one', () => {
    expect(resourceEntityName(workers, other, 'acme-api')).toBe(
      'cf-worker-acme-api.eu',
    );
    expect(resourceEntityName(kv, other, 'Acme')).toMatch(
      /^cf-kv-acme-[0-9a-f]{8}\.eu$/,
    );
  });

  it('hashes the account with the name', () => {
    const name = resourceEntityName(kv, account, 'Acme');
    expect(
      resourceEntityName(kv, { ...account, accountId: 'x' }, 'Acme'),
    ).not.toBe(name);
  });

  it('names the single entity of an account by its product', () => {
    expect(resourceEntityName(zeroTrust, account, 'anything')).toBe(
      'cf-zt-access',
    );
    expect(resourceEntityName(browserRendering, other, '')).toBe(
      'cf-browser-rendering.eu',
    );
  });

  const accounts = fc.constantFrom(account, other, {
    key: 'a2345678901234567890',
    accountId: 'ffffffffffffffffffffffffffffffff',
  });
  const named = fc.record({
    product: fc.constantFrom(
      ...productIds.map(id => products[id]).filter(p => !p.onePerAccount),
    ),
    account: accounts,
    name: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.stringMatching(/^[a-zA-Z0-9 ._-]{1,80}$/),
      fc.stringMatching(/^[aA.-]{1,4}$/),
    ),
    collidingId: fc.option(fc.uuid(), { nil: undefined }),
  });

  it('is always a valid entity name of at most 63 characters in lower case', () => {
    const { isValidEntityName } = makeValidator();
    fc.assert(
      fc.property(named, ({ product, account: of, name, collidingId }) => {
        const entityName = resourceEntityName(product, of, name, collidingId);
        expect(isValidEntityName(entityName)).toBe(true);
        expect(entityName.length).toBeLessThanOrEqual(63);
        expect(entityName).toBe(entityName.toLowerCase());
      }),
      { numRuns: 1000 },
    );
  });

  it('is another for every other resource', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(named, {
          selector: resource => JSON.stringify(resource),
          minLength: 2,
          maxLength: 40,
        }),
        resources => {
          expect(
            new Set(
              resources.map(({ product, account: of, name, collidingId }) =>
                resourceEntityName(product, of, name, collidingId),
              ),
            ).size,
          ).toBe(resources.length);
        },
      ),
    );
  });

  it('stays valid when an account key leaves no room for the name', () => {
    const long = { ...account, key: 'k'.repeat(34) };
    expect(
      resourceEntityName(analyticsEngine, long, 'requests_by_tenant'),
    ).toMatch(/^cf-analytics-engine-[0-9a-f]{8}\.k{34}$/);
  });
});

describe('accountEntityName', () => {
  it('is the same word for every account, and its key', () => {
    expect(accountEntityName(account)).toBe(ACCOUNT_ENTITY_NAME);
    expect(accountEntityName(other)).toBe('cf-account.eu');
  });
});
