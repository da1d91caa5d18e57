import type { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import type { SimulatedAccount } from '../account/SimulatedAccount';
import type { Binding } from '../account/Worker';
import type { Dataset } from '../areas/graphqlRows';
import type { ProductRoutes } from '../http/Route';

/**
 * The products whose state is a set of resources. Workers, Pages and Zero Trust
 * have histories, and classes of their own.
 *
 * @public
 */
export type SimulatedProductId = Exclude<
  ProductId,
  'workers' | 'pages' | 'zeroTrust'
>;

/**
 * A resource of a product. Products extend it by their own state: what the API
 * gives of it, and what is below it (consumers, keys, runs).
 *
 * @public
 */
export interface SimulatedResource {
  /** Unique within the product; where Cloudflare has no id, what identifies it. */
  id: string;
  /** Need not be unique. */
  name: string;
  /** Cloudflare resource tags. */
  tags?: Record<string, string>;
}

/** What the audit log calls a resource of a product, and where changes are sent. */
export interface AuditedAs {
  product: string;
  resourceType: string;
  /** Path below the account, `/queues`. */
  path: string;
}

/** One product of the simulated account: one file in this folder. */
export interface SimulatedProduct<
  T extends SimulatedResource = SimulatedResource,
> {
  /** acme's own, laid relative to the account's clock; the same for the same `now`. */
  resources(account: SimulatedAccount): T[];
  /**
   * A further resource, for changes and to fill the account up to a size. The
   * seed is another one each time that a name is given: ids are made of it, so
   * that what is deleted and made again has another id.
   */
  make?(name: string, account: SimulatedAccount, seed: string): T;
  /** Cloudflare's word for its resources in resource tagging; untagged when absent. */
  taggedAs?: string;
  /** Changes are not in the audit log when absent. */
  auditedAs?: AuditedAs;
  /** How a Worker binds a resource, without the binding's name: `{ type, … }`. */
  bindingFor?(resource: T): Omit<Binding, 'name'>;
  routes: ProductRoutes;
  /** GraphQL datasets by the name of their node. */
  datasets?: Record<string, Dataset>;
}
