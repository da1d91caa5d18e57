import fc from 'fast-check';
import {
  formatResourceAnnotation,
  parseResourceAnnotation,
  resourceAnnotations,
} from './index';

const keys = ['default', 'eu'];
const named = (qualifiedName: string, accountKey = 'default') => ({
  accountKey,
  qualifiedName,
});

describe('parseResourceAnnotation', () => {
  it.each([
    ['acme-api', [named('acme-api')]],
    ['acme-api, acme-web', [named('acme-api'), named('acme-web')]],
    [' a ,, b, ', [named('a'), named('b')]],
    ['a,a, a', [named('a')]],
    ['', []],
    [' , ', []],
    ['Users\\, by id,Orders', [named('Users, by id'), named('Orders')]],
    ['back\\slash,b', [named('back\\slash'), named('b')]],
    ['eu::acme-api', [named('acme-api', 'eu')]],
    ['a, eu::a', [named('a'), named('a', 'eu')]],
    ['default::a', [named('a')]],
    ['us::a', [named('us::a')]],
    ['::a', [named('::a')]],
    ['eu::', []],
    ['eu::a::b', [named('a::b', 'eu')]],
    ['eu:artifacts', [named('eu:artifacts')]],
    ['acme-api:Session', [named('acme-api:Session')]],
  ])('reads %p', (value, resources) => {
    expect(parseResourceAnnotation(value, keys)).toEqual(resources);
  });

  it('takes a prefix for a part of the name unless the account is configured', () => {
    expect(parseResourceAnnotation('eu::a', ['default'])).toEqual([
      named('eu::a'),
    ]);
  });
});

describe('formatResourceAnnotation', () => {
  it('writes names, commas and other accounts', () => {
    expect(
      formatResourceAnnotation([
        named('acme-api'),
        named('Users, by id'),
        named('acme-api', 'eu'),
      ]),
    ).toBe('acme-api, Users\\, by id, eu::acme-api');
  });

  it('is undone by parsing', () => {
    const name = fc
      .oneof(
        fc.string({ minLength: 1 }),
        fc.stringMatching(/^[a:\\, ]{1,8}$/),
        fc.constantFrom('eu::a', 'default::a', 'a\\', 'a\\,', 'a\\\\'),
      )
      .filter(text => text.trim() === text && text !== '');
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            accountKey: fc.constantFrom(...keys),
            qualifiedName: name,
          }),
          { selector: resource => JSON.stringify(resource) },
        ),
        resources => {
          expect(
            parseResourceAnnotation(formatResourceAnnotation(resources), keys),
          ).toEqual(resources);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('resourceAnnotations', () => {
  it('has one per product that a Component can name', () => {
    expect(resourceAnnotations).toHaveLength(16);
    expect(resourceAnnotations).toContain('cloudflare.com/worker');
    expect(resourceAnnotations).not.toContain(undefined);
  });
});
