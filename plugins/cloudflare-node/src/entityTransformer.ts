import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * Changes the catalog entity of a Cloudflare resource before it is stored, or
 * keeps it out of the catalog by answering undefined. Name, kind, type and the
 * managed-by annotations must stay.
 *
 * @public
 */
export type CloudflareEntityTransformer = (
  entity: Entity,
  resource: {
    product: ProductId | 'account';
    account: { key: string; accountId: string };
    qualifiedName: string;
    /** Cloudflare tags, `key:value` or bare. */
    tags: readonly string[];
  },
) => Promise<Entity | undefined> | Entity | undefined;

/**
 * Takes entity transformers.
 *
 * @public
 */
export interface CloudflareEntityTransformerExtensionPoint {
  /** Transformers run in the order in which they were added. */
  addEntityTransformer(transformer: CloudflareEntityTransformer): void;
}

/**
 * Extension point of the catalog module for Cloudflare.
 *
 * @public
 */
export const cloudflareEntityTransformerExtensionPoint =
  createExtensionPoint<CloudflareEntityTransformerExtensionPoint>({
    id: 'catalog.cloudflare.entityTransformer',
  });
