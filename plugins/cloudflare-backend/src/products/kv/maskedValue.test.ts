import { Pseudonyms } from '../../redaction/Pseudonyms';
import { maskedJson, maskedText, parseAllowedPaths } from './maskedValue';

const pseudonyms = new Pseudonyms('k'.repeat(32)).of('a');
const mask = (value: unknown, ...paths: string[]) =>
  maskedJson(value, parseAllowedPaths(paths), pseudonyms);

describe('a masked value', () => {
  it('keeps its structure and nothing of its leaves', () => {
    expect(
      mask({
        user: { email: 'sam@acme.example', age: 42, admin: false },
        cart: [{ sku: 'a' }, null],
      }),
    ).toEqual({
      user: { email: '<text of 16>', age: '<number>', admin: '<boolean>' },
      cart: [{ sku: '<text of 1>' }, null],
    });
    expect(mask('secret')).toBe('<text of 6>');
    expect(maskedText('🛒é')).toBe('<text of 2>');
  });

  it('shows the leaves at allowed paths, and no others', () => {
    expect(
      mask(
        { status: 200, cart: [{ sku: 'a', price: 1 }], user: { id: 1 } },
        'status',
        'cart[].sku',
        'user',
      ),
    ).toEqual({
      status: 200,
      cart: [{ sku: 'a', price: '<number>' }],
      user: { id: '<number>' },
    });
    expect(mask([[1], ['a']], '[][]')).toEqual([[1], ['a']]);
    expect(mask([{ a: 1, b: 2 }], '[].a')).toEqual([{ a: 1, b: '<number>' }]);
  });

  it('masks people among the keys of objects', () => {
    const [key] = Object.keys(mask({ 'sam@acme.example': 1 }) as object);
    expect(key).toMatch(/^<email:\w{8}>$/);
  });

  it('is as deep as the largest value that is shown can be', () => {
    const depth = 2048;
    const deep = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(JSON.stringify(mask(deep))).toHaveLength(2 * depth);
  });

  it.each(['', 'a..b', 'a[0]', '.a', 'a.', 'a]'])(
    'refuses the path %p',
    path => {
      expect(() => parseAllowedPaths([path])).toThrow('is no path');
    },
  );
});
