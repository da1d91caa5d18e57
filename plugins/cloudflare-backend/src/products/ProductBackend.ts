import { ProvenanceOptions } from '@cloudflare-backstage/cloudflare-provenance';
import { EnvironmentRules } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Route } from '../routing/route';

/** What the routes of products are made with. */
export interface ProductDependencies {
  environments: EnvironmentRules;
  provenance: ProvenanceOptions;
}

/** What is particular to one product in the backend. */
export interface ProductBackend {
  routes(dependencies: ProductDependencies): Route[];
  /**
   * For products that are deployed: the environment of a resource if it counts
   * as production, else undefined.
   *
   * @param environment - what tag or rules tell of the resource
   */
  productionEnvironment?(
    environment: string | undefined,
    rules: EnvironmentRules,
  ): string | undefined;
}
