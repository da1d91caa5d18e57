import {
  CloudflareClient,
  Listing,
  Page,
} from '@cloudflare-backstage/cloudflare-client';
import { ProvenanceOptions } from '@cloudflare-backstage/cloudflare-provenance';
import { EnvironmentRules } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Route } from '../routing/route';
import { AccessApplications } from './zero-trust/AccessApplications';
import { HostnameAccessReader } from './zero-trust/HostnameAccessReader';

/** What the routes of products are made with. */
export interface ProductDependencies {
  environments: EnvironmentRules;
  provenance: ProvenanceOptions;
  accessApplications: AccessApplications;
  hostnameAccess: HostnameAccessReader;
}

/** A read that succeeds only with one permission group of the token. */
export type TokenPermissionCheck = (
  client: CloudflareClient,
  options: { signal: AbortSignal },
) => Promise<Listing<unknown> | Page<unknown>>;

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
  /** By the names of the product's `tokenPermissions`. */
  tokenPermissionChecks: Record<string, TokenPermissionCheck>;
}
