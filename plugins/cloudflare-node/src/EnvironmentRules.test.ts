import { ConfigReader } from '@backstage/config';
import { EnvironmentRules } from './EnvironmentRules';

const worker = (name: string, ...tags: string[]) => ({
  product: 'workers' as const,
  name,
  tags,
});

const component = (lifecycle?: unknown) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'c' },
  spec: { lifecycle } as any,
});

describe('EnvironmentRules', () => {
  it('takes the environment from the tag, and guesses nothing', () => {
    const rules = EnvironmentRules.fromConfig(new ConfigReader({}));

    expect(rules.environmentOf(worker('api', 'env:prod'))).toBe('prod');
    expect(rules.environmentOf(worker('api-staging'))).toBeUndefined();
    expect(rules.environmentOf(worker('api', 'env:', 'env'))).toBeUndefined();
    expect(rules.isProduction('prod')).toBe(true);
    expect(rules.isProduction('production')).toBe(true);
    expect(rules.isProduction('staging')).toBe(false);
    expect(rules.isProduction(undefined)).toBe(false);
  });

  it('applies the first rule that fits to what has no tag', () => {
    const rules = EnvironmentRules.fromConfig(
      new ConfigReader({
        cloudflare: {
          environments: {
            tag: 'stage',
            rules: [
              { name: '*-staging', environment: 'staging' },
              { product: 'workers', environment: 'live' },
            ],
            production: ['live'],
          },
        },
      }),
    );

    expect(rules.environmentOf(worker('api-staging'))).toBe('staging');
    expect(rules.environmentOf(worker('api'))).toBe('live');
    expect(rules.environmentOf(worker('api-staging', 'stage:qa'))).toBe('qa');
    expect(
      rules.environmentOf({ product: 'pages', name: 'web', tags: [] }),
    ).toBeUndefined();
    expect(rules.isProduction('live')).toBe(true);
    expect(rules.isProduction('production')).toBe(false);
  });

  it('knows production Components by their lifecycle', () => {
    const rules = EnvironmentRules.fromConfig(new ConfigReader({}));

    expect(rules.isProductionComponent(component('production'))).toBe(true);
    expect(rules.isProductionComponent(component('experimental'))).toBe(false);
    expect(rules.isProductionComponent(component(1))).toBe(false);
    expect(rules.isProductionComponent(component())).toBe(false);
  });

  it('names the rule that is wrong', () => {
    expect(() =>
      EnvironmentRules.fromConfig(
        new ConfigReader({
          cloudflare: {
            environments: { rules: [{ environment: 'staging' }] },
          },
        }),
      ),
    ).toThrow(/cloudflare\.environments\.rules\[0\]/);
  });
});
