import { AllowedRequests, pathParameter, readBaseUrl } from './allowed';

const accountId = '6f1ed0c0ffee4a7b9d2e11aa22bb33cc';
const base = readBaseUrl('https://api.cloudflare.com/client/v4/');
const allowed = new AllowedRequests(base, accountId, [
  'GET /accounts/{account}/things',
  'GET /accounts/{account}/things/{thing}/parts',
  'GET /accounts/{account}/things/all/sizes',
  'POST /graphql',
]);
const check = (method: string, path: string) => () =>
  allowed.check(method, new URL(path, 'https://api.cloudflare.com'));

describe('AllowedRequests', () => {
  it.each([
    ['GET', `/client/v4/accounts/${accountId}/things`],
    ['GET', `/client/v4/accounts/${accountId}/things?page=2`],
    ['GET', `/client/v4/accounts/${accountId}/things/a%2Fb%20c/parts`],
    ['GET', `/client/v4/accounts/${accountId}/things/all/sizes`],
    ['GET', `/client/v4/accounts/${accountId}/things/all/parts`],
    ['POST', '/client/v4/graphql'],
  ])('lets %s %s leave', (method, path) => {
    expect(check(method, path)).not.toThrow();
  });

  it.each([
    ['DELETE', `/client/v4/accounts/${accountId}/things`],
    ['POST', `/client/v4/accounts/${accountId}/things`],
    ['GET', '/client/v4/graphql'],
    ['GET', `/client/v4/accounts/${'0'.repeat(32)}/things`],
    ['GET', `/client/v4/accounts/${accountId}/things/x`],
    ['GET', `/client/v4/accounts/${accountId}/things/x/sizes`],
    ['GET', `/client/v4/accounts/${accountId}/things/x/parts/y`],
    ['GET', '/client/v4/accounts/{account}/things'],
    ['GET', `/client/v4/accounts/${accountId}/things//parts`],
    ['GET', `/client/v4/accounts/${accountId}/things/../secrets/parts`],
    ['GET', `/client/v4/accounts/${accountId}/things/%2e%2e/parts`],
    ['GET', `/client/v4/accounts/${accountId}/things/%00/parts`],
    ['GET', `/client/v4/accounts/${accountId}/things/%zz/parts`],
    ['GET', `/other/accounts/${accountId}/things`],
    ['GET', `https://evil.example/client/v4/accounts/${accountId}/things`],
    ['GET', `http://api.cloudflare.com/client/v4/accounts/${accountId}/things`],
    [
      'GET',
      `https://u:p@api.cloudflare.com/client/v4/accounts/${accountId}/things`,
    ],
  ])('refuses %s %s', (method, path) => {
    expect(check(method, path)).toThrow('not on the list');
  });
});

describe('the template of a request', () => {
  it.each([
    ['things?page=2', '/accounts/{account}/things'],
    ['things/a%2Fb/parts', '/accounts/{account}/things/{thing}/parts'],
    ['things/all/sizes', '/accounts/{account}/things/all/sizes'],
  ])('of %s is as it was declared', (path, template) => {
    expect(check('GET', `/client/v4/accounts/${accountId}/${path}`)()).toBe(
      template,
    );
  });
});

describe('readBaseUrl', () => {
  it.each([
    'https://api.cloudflare.com/client/v4',
    'http://127.0.0.1:8080/client/v4',
    'http://localhost:8080',
    'http://[::1]:8080',
  ])('takes %s', url => {
    expect(readBaseUrl(url).href).toContain(new URL(url).host);
  });

  it.each([
    'nonsense',
    'http://api.cloudflare.com/client/v4',
    'http://127.0.0.1.evil.example/',
    'ftp://api.cloudflare.com',
    'https://user:secret@api.cloudflare.com',
    'https://api.cloudflare.com/?a=b',
    'https://api.cloudflare.com/#a',
  ])('refuses %s', url => {
    expect(() => readBaseUrl(url)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});

describe('pathParameter', () => {
  it.each(['acme-api', 'a/b', 'ä', 'x'.repeat(256), '...'])(
    'takes %j',
    value => {
      expect(pathParameter(value, 'name')).toBe(value);
    },
  );

  it.each([
    '',
    '.',
    '..',
    'a\u0000b',
    'a\nb',
    'a\u0085b',
    '\ud800',
    'x'.repeat(257),
    'ä'.repeat(129),
  ])('refuses %j', value => {
    expect(() => pathParameter(value, 'Worker name')).toThrow('Worker name');
  });
});
