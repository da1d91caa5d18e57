import { ConfigReader } from '@backstage/config';
import { matchesResource, readResourceMatch } from './ResourceMatch';

const resource = {
  product: 'workers' as const,
  name: 'acme-api-staging',
  tags: ['env:staging', 'team:data', 'legacy'],
};

describe('matchesResource', () => {
  it.each([
    [{ product: 'workers' as const }, true],
    [{ product: 'pages' as const }, false],
    [{ name: 'acme-api-staging' }, true],
    [{ name: 'acme-api' }, false],
    [{ name: '*-staging' }, true],
    [{ name: 'acme-*-staging' }, true],
    [{ name: '*' }, true],
    [{ name: 'acme.api*' }, false],
    [{ tag: 'team:data' }, true],
    [{ tag: 'team:*' }, true],
    [{ tag: 'legacy' }, true],
    [{ tag: 'team' }, false],
    [{ name: '*-staging', tag: 'team:web' }, false],
    [{ product: 'workers' as const, name: 'acme-*', tag: 'env:*' }, true],
  ])('%j: %s', (match, expected) => {
    expect(matchesResource(match, resource)).toBe(expected);
  });

  it('walks a hostile pattern in a moment', () => {
    const name = `${'a'.repeat(5_000)}b`;
    expect(
      matchesResource({ name: `${'*a'.repeat(200)}c` }, { ...resource, name }),
    ).toBe(false);
  });
});

describe('readResourceMatch', () => {
  it('reads what is given', () => {
    expect(
      readResourceMatch(new ConfigReader({ product: 'r2', name: 'x' }), 'p'),
    ).toEqual({ product: 'r2', name: 'x', tag: undefined });
  });

  it('refuses an unknown product, naming the place and the choices', () => {
    expect(() =>
      readResourceMatch(
        new ConfigReader({ product: 'worker' }),
        'cloudflare.owners[2]',
      ),
    ).toThrow(/'cloudflare\.owners\[2\]\.product'.*'worker'.*workers, pages/);
  });

  it('refuses a rule that means everything by mistake', () => {
    expect(() =>
      readResourceMatch(new ConfigReader({}), 'cloudflare.owners[0]'),
    ).toThrow(/'cloudflare\.owners\[0\]'.*at least one/);
  });
});
