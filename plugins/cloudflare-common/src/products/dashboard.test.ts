import fc from 'fast-check';
import {
  accountDashboardUrl,
  dashboardUrl,
  productIds,
  products,
} from '../index';

const ACCOUNT = '6f1ed0c0ffee4a7b9d2e11aa22bb33cc';

describe('dashboardUrl', () => {
  it.each([
    [
      'workers',
      'acme-api',
      `https://dash.cloudflare.com/${ACCOUNT}/workers/services/view/acme-api/production`,
    ],
    [
      'pages',
      'acme-web',
      `https://dash.cloudflare.com/${ACCOUNT}/pages/view/acme-web`,
    ],
    ['zeroTrust', '', `https://one.dash.cloudflare.com/${ACCOUNT}/access`],
    [
      'r2',
      'artifacts',
      `https://dash.cloudflare.com/${ACCOUNT}/r2/default/buckets/artifacts`,
    ],
    [
      'r2',
      'eu:artifacts',
      `https://dash.cloudflare.com/${ACCOUNT}/r2/eu/buckets/artifacts`,
    ],
    [
      'aiSearch',
      'acme-site-index',
      `https://dash.cloudflare.com/${ACCOUNT}/ai/ai-search/acme-site-index`,
    ],
    [
      'aiSearch',
      'support:acme-handbook',
      `https://dash.cloudflare.com/${ACCOUNT}/ai/ai-search`,
    ],
  ] as const)('links %s %s', (id, name, url) => {
    expect(
      dashboardUrl(products[id], ACCOUNT, { id: name, qualifiedName: name }),
    ).toBe(url);
  });

  it('addresses by native id what the dashboard knows by id', () => {
    expect(
      dashboardUrl(products.kv, ACCOUNT, {
        id: '9c8b',
        qualifiedName: 'CACHE',
      }),
    ).toBe(`https://dash.cloudflare.com/${ACCOUNT}/workers/kv/namespaces/9c8b`);
  });

  it.each(productIds)('keeps any name of %s in its segment', id => {
    const depth = (name: string) =>
      new URL(
        dashboardUrl(products[id], ACCOUNT, { id: name, qualifiedName: name }),
      );
    const plain = depth('name');
    const anyName = fc.oneof(
      // A colon means a jurisdiction to R2, and a namespace to AI Search.
      fc.string({ unit: 'binary', minLength: 1 }).filter(s => !s.includes(':')),
      fc.constantFrom('.', '..', '%2e%2e', 'a/b', '?q', '#f', '\\', '\uD800'),
    );
    fc.assert(
      fc.property(anyName, name => {
        const url = depth(name);
        expect(url.origin).toBe(plain.origin);
        expect(url.search + url.hash).toBe('');
        expect(url.pathname.split('/')).toHaveLength(
          plain.pathname.split('/').length,
        );
      }),
    );
  });
});

describe('accountDashboardUrl', () => {
  it("links to the account's home", () => {
    expect(accountDashboardUrl(ACCOUNT)).toBe(
      `https://dash.cloudflare.com/${ACCOUNT}`,
    );
    expect(accountDashboardUrl('a/../b?c')).toBe(
      'https://dash.cloudflare.com/a%2F..%2Fb%3Fc',
    );
  });
});
