import {
  Product,
  productIds,
  products,
  ProductStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../../catalog/cloudflareResource';

/** How many resources of a product the catalog has. */
export interface ResourceCount {
  product: Product;
  /** Absent when nobody knows: the product was never read completely. */
  count?: number;
  /** There may be more, since an account's were never read completely. */
  isLeast: boolean;
}

/**
 * Counts the resources of each product that is imported. Without the state of
 * the products, there is no telling of those that the catalog has none of.
 */
export function resourceCounts(
  resources: readonly CloudflareResource[],
  statuses: readonly ProductStatus[] | undefined,
): ResourceCount[] {
  return productIds.flatMap(id => {
    const count = resources.filter(({ product }) => product?.id === id).length;
    const imported = (statuses ?? []).filter(
      ({ product, state }) => product === id && state !== 'not-imported',
    );
    if (count === 0 && imported.length === 0) {
      return [];
    }
    const isWhole =
      imported.length > 0 &&
      imported.every(({ lastCompleteSync }) => lastCompleteSync);
    return [
      {
        product: products[id],
        count: count > 0 || isWhole ? count : undefined,
        isLeast: statuses !== undefined && !isWhole,
      },
    ];
  });
}
