import { httpsUrl, isDashboardUrl, siteUrl } from './links';
import { accountDashboardUrl, dashboardUrl, products } from '.';

describe('links', () => {
  it.each([
    'https://acme.example',
    'https://acme.example/',
    'https://a1b2.acme-docs.pages.dev',
  ])('to the site %s', text => {
    expect(siteUrl(text)).toBe(text);
  });

  it.each([
    'http://acme.example',
    'data:text/html,x',
    'https://acme.example@evil.example',
    'https://acme.example/path',
    'https://acme.example?x',
    'https://acme.example#x',
    'https://acme.example\\@evil.example',
    'https://',
    'acme.example',
    '',
  ])('are to no site: %j', text => {
    expect(siteUrl(text)).toBeUndefined();
  });

  it('to the dashboard are those that we make', () => {
    const target = { id: 'a/../b', qualifiedName: 'x' };
    for (const product of Object.values(products)) {
      expect(isDashboardUrl(dashboardUrl(product, 'acc', target))).toBe(true);
    }
    expect(isDashboardUrl(accountDashboardUrl('acc'))).toBe(true);
    expect(isDashboardUrl('https://dash.cloudflare.com.evil.example/')).toBe(
      false,
    );
    expect(isDashboardUrl('https://dash.cloudflare.com@evil.example/')).toBe(
      false,
    );
    expect(isDashboardUrl('http://dash.cloudflare.com/')).toBe(false);
  });

  it('have no user', () => {
    expect(httpsUrl('https://sam@acme.example/a')).toBeUndefined();
    expect(httpsUrl('https://acme.example/a?b')?.host).toBe('acme.example');
  });
});
