import { covers, Hostname } from './coverage';

const host = (hostname: string): Hostname => ({
  hostname,
  source: 'custom-domain',
});
const route = (hostname: string): Hostname => ({ hostname, source: 'route' });

describe('covers', () => {
  it.each<[domain: string, target: Hostname, expected: boolean]>([
    ['shop.example.com', host('shop.example.com'), true],
    ['shop.example.com', host('example.com'), false],
    ['example.com', host('shop.example.com'), false],
    ['example.com', host('myexample.com'), false],
    // Case, ports, trailing dots and schemes.
    ['Shop.Example.com', host('shop.example.COM'), true],
    ['shop.example.com:8443', host('shop.example.com.'), true],
    ['https://shop.example.com./', host('shop.example.com:443'), true],
    // Wildcards in the host of an application.
    ['*.example.com', host('shop.example.com'), true],
    ['*.example.com', host('example.com'), false],
    ['*.example.com', host('a.shop.example.com'), false],
    ['*.*.example.com', host('a.shop.example.com'), true],
    ['*.*.example.com', host('shop.example.com'), false],
    ['*shop.example.com', host('shop.example.com'), true],
    ['*shop.example.com', host('workshop.example.com'), true],
    ['*shop.example.com', host('work.shop.example.com'), false],
    ['shop*.example.com', host('shop-staging.example.com'), true],
    ['*.acme-web.pages.dev', host('acme-web.pages.dev'), false],
    // An application with a path covers a part of a host.
    ['shop.example.com/admin', host('shop.example.com'), true],
    ['shop.example.com/admin/*', host('shop.example.com'), true],
    ['other.example.com/admin', host('shop.example.com'), false],
    // Paths against the path of a route.
    ['shop.example.com', route('shop.example.com/api/*'), true],
    ['shop.example.com/*', route('shop.example.com/api/*'), true],
    ['shop.example.com/api', route('shop.example.com/api/*'), true],
    ['shop.example.com/api/v1', route('shop.example.com/api/*'), true],
    ['shop.example.com/admin', route('shop.example.com/api/*'), false],
    ['shop.example.com/ap', route('shop.example.com/api/*'), false],
    ['shop.example.com/API', route('shop.example.com/api/*'), false],
    ['shop.example.com/api/*', route('shop.example.com/api'), false],
    ['shop.example.com/api/', route('shop.example.com/api'), true],
    ['shop.example.com/a*/v1', route('shop.example.com/api/x/v1'), true],
    ['shop.example.com/a*/v1', route('shop.example.com/b/*'), false],
    ['shop.example.com/api', route('shop.example.com'), false],
    ['shop.example.com/*', route('shop.example.com'), true],
    ['shop.example.com/api', route('https://shop.example.com/api*'), true],
    // Hosts against the host of a route, whose wildcard goes over dots.
    ['shop.example.com', route('*.example.com/*'), true],
    ['a.shop.example.com', route('*.example.com/*'), true],
    ['example.com', route('*.example.com/*'), false],
    ['example.com', route('*example.com/*'), true],
    ['*.example.com', route('*.example.com/api/*'), true],
    ['*.shop.example.com', route('*.example.com/*'), true],
    ['*.example.org', route('*.example.com/*'), false],
    ['*.example.com', route('*example.com/*'), true],
    ['shop.example.com/admin', route('*.example.com/api/*'), false],
    ['', route('*example.com/*'), false],
  ])('tells of %p and %p: %p', (domain, target, expected) => {
    expect(covers({ domain, domains: [] }, target)).toBe(expected);
  });

  it('looks at every domain of an application', () => {
    const domains = ['a.example.com', 'shop.example.com'];
    expect(covers({ domains }, host('shop.example.com'))).toBe(true);
    expect(covers({ domains: [] }, host('shop.example.com'))).toBe(false);
  });

  it.each([
    ['self_hosted', true],
    ['ssh', true],
    ['bookmark', false],
    ['saas', false],
    ['dash_sso', false],
  ])('tells of an application of the type %p: %p', (type, expected) => {
    const application = { type, domain: 'shop.example.com', domains: [] };
    expect(covers(application, host('shop.example.com'))).toBe(expected);
  });

  it('does not keep the backend from its other work for a large account', () => {
    const targets = Array.from({ length: 100 }, (_, i) => [
      route(`*.shop-${i}.acme-corporation.example/api/*`),
      route(`shop-${i}.acme-corporation.example/checkout/*`),
    ]).flat();
    const started = performance.now();
    for (let i = 0; i < 100; i++) {
      const domains = [`app-${i}.internal.acme-corporation.example/admin/area`];
      const domain = `*.team-${i}.acme-corporation.example`;
      for (const target of targets) {
        expect(covers({ domain, domains }, target)).toBe(false);
      }
    }
    // It takes well below a second; comparing all to their end takes 20.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
