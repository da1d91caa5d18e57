import { createPermission } from '@backstage/plugin-permission-common';
import { Access, missingOf, sayMissing } from './access';

const [a, b, c] = ['a', 'b', 'c'].map(name =>
  createPermission({ name, attributes: { action: 'read' } }),
);

function missing(access: Access, ...allowed: string[]): string | undefined {
  const found = missingOf(access, new Set(allowed));
  return found && sayMissing(found);
}

describe('what of an access is missing', () => {
  it('is nothing where nothing is needed', () => {
    expect(missing('public')).toBeUndefined();
    expect(missing('authenticated')).toBeUndefined();
  });

  it('is each of those that are all needed', () => {
    expect(missing(a)).toBe("The permission 'a' is needed here");
    expect(missing(a, 'a')).toBeUndefined();
    expect(missing([a, b])).toBe(
      "All of the permissions 'a', 'b' is needed here",
    );
    expect(missing([a, b], 'a')).toBe("The permission 'b' is needed here");
    expect(missing([a, b], 'a', 'b')).toBeUndefined();
  });

  it('is those of which one is needed, when there is none', () => {
    expect(missing({ anyOf: [a, b] })).toBe(
      "One of the permissions 'a', 'b' is needed here",
    );
    expect(missing({ anyOf: [a, b] }, 'b')).toBeUndefined();
  });

  it('is told of both where all of some and one of others are needed', () => {
    const access = { allOf: [a], anyOf: [b, c] };
    expect(missing(access)).toBe(
      "The permission 'a' and one of the permissions 'b', 'c' is needed here",
    );
    expect(missing(access, 'a')).toBe(
      "One of the permissions 'b', 'c' is needed here",
    );
    expect(missing(access, 'b', 'c')).toBe("The permission 'a' is needed here");
    expect(missing(access, 'a', 'c')).toBeUndefined();
  });
});
