import { Entity } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { DEFAULT_PRODUCTION_ENVIRONMENTS } from '@cloudflare-backstage/plugin-cloudflare-common';
import { MatchedResource } from './ResourceMatch';
import { TagOrRule } from './TagOrRule';

/**
 * How environments are recognised, from `cloudflare.environments`. Cloudflare
 * has no environments for Workers, so that without a tag or a rule none is
 * known, and none is guessed.
 *
 * @public
 */
export class EnvironmentRules {
  private constructor(
    private readonly environments: TagOrRule,
    private readonly production: ReadonlySet<string>,
    private readonly componentLifecycles: ReadonlySet<string>,
  ) {}

  static fromConfig(root: Config): EnvironmentRules {
    const path = 'cloudflare.environments';
    const config = root.getOptionalConfig(path);
    return new EnvironmentRules(
      TagOrRule.fromConfig(root, path, {
        defaultTag: 'env',
        key: 'environment',
      }),
      new Set(
        config?.getOptionalStringArray('production') ??
          DEFAULT_PRODUCTION_ENVIRONMENTS,
      ),
      new Set(
        config?.getOptionalStringArray('componentLifecycles') ?? ['production'],
      ),
    );
  }

  /** The environment of a resource; undefined when nothing tells it. */
  environmentOf(resource: MatchedResource): string | undefined {
    return this.environments.of(resource);
  }

  /** Whether an environment counts as production; an unknown one does not. */
  isProduction(environment: string | undefined): boolean {
    return environment !== undefined && this.production.has(environment);
  }

  /** Whether a Component counts as production, by its `spec.lifecycle`. */
  isProductionComponent(component: Entity): boolean {
    const lifecycle = component.spec?.lifecycle;
    return (
      typeof lifecycle === 'string' && this.componentLifecycles.has(lifecycle)
    );
  }
}
