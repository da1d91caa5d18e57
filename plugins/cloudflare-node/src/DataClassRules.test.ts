import { ConfigReader } from '@backstage/config';
import { DataClassRules } from './DataClassRules';

const bucket = (name: string, ...tags: string[]) => ({
  product: 'r2' as const,
  name,
  tags,
});

describe('DataClassRules', () => {
  it('takes the class from the tag, and guesses nothing from a name', () => {
    const rules = DataClassRules.fromConfig(new ConfigReader({}));

    expect(rules.dataClassOf(bucket('a', 'data-class:pii'))).toBe('pii');
    expect(rules.dataClassOf(bucket('acme-pii'))).toBeUndefined();
    expect(rules.dataClassOf(bucket('a', 'data-class:'))).toBeUndefined();
    expect(rules.isRegulated('pii')).toBe(true);
    expect(rules.isRegulated('public')).toBe(false);
    expect(rules.isRegulated(undefined)).toBe(false);
  });

  it('applies the first rule that fits to what has no tag', () => {
    const rules = DataClassRules.fromConfig(
      new ConfigReader({
        cloudflare: {
          dataClasses: {
            tag: 'class',
            rules: [
              { name: '*-exports', dataClass: 'personal' },
              { product: 'r2', dataClass: 'internal' },
            ],
            regulated: ['personal'],
          },
        },
      }),
    );

    expect(rules.dataClassOf(bucket('eu:acme-exports'))).toBe('personal');
    expect(rules.dataClassOf(bucket('acme-assets'))).toBe('internal');
    expect(rules.dataClassOf(bucket('acme-exports', 'class:public'))).toBe(
      'public',
    );
    expect(rules.isRegulated('personal')).toBe(true);
    expect(rules.isRegulated('pii')).toBe(false);
  });

  it('names the rule that is wrong', () => {
    expect(() =>
      DataClassRules.fromConfig(
        new ConfigReader({
          cloudflare: { dataClasses: { rules: [{ dataClass: 'pii' }] } },
        }),
      ),
    ).toThrow(/cloudflare\.dataClasses\.rules\[0\]/);
  });
});
