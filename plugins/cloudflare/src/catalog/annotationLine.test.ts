import { annotationLine } from './annotationLine';

describe('annotationLine', () => {
  it.each([
    ['acme-api', 'acme-api'],
    ['acme-api, acme-web', 'acme-api, acme-web'],
    ['eu::acme-api', 'eu::acme-api'],
    ['a', 'a'],
    ['true', '"true"'],
    ['12', '"12"'],
    ['*', '"*"'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['a\\,b', '"a\\\\,b"'],
    ['it"s', '"it\\"s"'],
    ['name:', '"name:"'],
  ])('writes %s so that YAML reads it as that text', (value, written) => {
    expect(annotationLine('cloudflare.com/worker', value)).toBe(
      `cloudflare.com/worker: ${written}`,
    );
  });
});
