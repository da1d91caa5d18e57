import { BasicPermission } from '@backstage/plugin-permission-common';

/**
 * The id of a Cloudflare product area, as used in code and in
 * `cloudflare.entityProvider.import.*`.
 *
 * @public
 */
export type ProductId =
  | 'workers'
  | 'pages'
  | 'zeroTrust'
  | 'queues'
  | 'kv'
  | 'd1'
  | 'r2'
  | 'aiGateway'
  | 'vectorize'
  | 'analyticsEngine'
  | 'secretsStore'
  | 'hyperdrive'
  | 'containers'
  | 'workflows'
  | 'durableObjects'
  | 'aiSearch'
  | 'browserRendering';

/**
 * What a dashboard link points at.
 *
 * @public
 */
export interface DashboardTarget {
  /** Native id; the same as the qualified name where the API gives no other. */
  id: string;
  /** What identifies the resource within account and product. */
  qualifiedName: string;
}

/**
 * One Cloudflare product area: its names in every place where it appears.
 *
 * @public
 */
export interface Product {
  /** Key of the product in code and configuration. */
  id: ProductId;
  /** URL segment, and the name of the product's file in every package. */
  segment: string;
  /** Name of the product, for people. */
  title: string;
  /** Name of one resource of the product, for people. */
  resourceTitle: string;
  /** `spec.type` of its catalog Resources. */
  resourceType: string;
  /** Annotation by which a Component names its resources of this product. */
  annotation?: string;
  /** Start of the names of its entities; the whole name if there is one per account. */
  entityNamePrefix: string;
  /** The product has a single entity per account. */
  onePerAccount: boolean;
  /** Its resources can refer to others, as a Worker does by its bindings. */
  refersToOthers?: true;
  /** Where its resources live. All are account-scoped in this version. */
  scope: 'account' | 'zone';
  /** Backstage permission to read the product. */
  permission: BasicPermission;
  /**
   * That there is such a resource is already too much for those who may not
   * read the product: the policy hides its entities from them.
   */
  hiddenWithoutPermission?: true;
  /** Cloudflare permission groups that the API token needs, by their exact names. */
  tokenPermissions: string[];
  /** Which of Cloudflare's dashboards shows the product; `main` when absent. */
  dashboard?: 'main' | 'zero-trust';
  /** Path below the account in that dashboard. */
  dashboardPath(target: DashboardTarget): string;
}
