import {
  CloudflareClient,
  Listing,
  Page,
} from '@cloudflare-backstage/cloudflare-client';
import { ProvenanceOptions } from '@cloudflare-backstage/cloudflare-provenance';
import { EnvironmentRules } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EvidenceServices } from '../evidence/EvidenceServices';
import { AccountMetrics } from '../metrics/AccountMetrics';
import { BuildManifests } from '../provenance/BuildManifests';
import {
  DeploymentsOf,
  DeploymentsReading,
} from '../provenance/DeploymentsReading';
import { Route } from '../routing/route';
import { AccessApplications } from './zero-trust/AccessApplications';
import { HostnameAccessReader } from './zero-trust/HostnameAccessReader';

/** What the routes of products are made with. */
export interface ProductDependencies {
  catalog: CatalogService;
  config: Config;
  environments: EnvironmentRules;
  provenance: ProvenanceOptions;
  manifests: BuildManifests;
  /** Makes the exports of products. */
  evidence: EvidenceServices;
  accessApplications: AccessApplications;
  hostnameAccess: HostnameAccessReader;
  /** Shared by all routes: one reading of an account and a window is for all. */
  metrics: AccountMetrics;
}

/** A read that succeeds only with one permission group of the token. */
export type TokenPermissionCheck = (
  client: CloudflareClient,
  options: { signal: AbortSignal; firstPageOnly: true },
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
  /** For products that are deployed: the deployments of a window, read anew. */
  readDeployments?(question: DeploymentsOf): Promise<DeploymentsReading>;
  /**
   * For products that are deployed: what stands before the name of a resource
   * in the paths of the audit log.
   */
  auditPaths?: readonly string[];
  /** By the names of the product's `tokenPermissions`. */
  tokenPermissionChecks: Record<string, TokenPermissionCheck>;
}
