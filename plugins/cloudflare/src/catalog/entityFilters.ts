import {
  DefaultEntityFilters,
  EntityFilter,
} from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_CLOUDFLARE_ACCOUNT,
  ProductId,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** Key of the account in the catalog's filters and facets. */
export const ACCOUNT_FIELD = `metadata.annotations.${ANNOTATION_CLOUDFLARE_ACCOUNT}`;

/** Keeps the Resources of some Cloudflare products. */
export class EntityCloudflareProductFilter implements EntityFilter {
  readonly #ids: readonly ProductId[];

  constructor(ids: readonly ProductId[]) {
    this.#ids = ids;
  }

  getCatalogFilters() {
    return { 'spec.type': this.#ids.map(id => products[id].resourceType) };
  }

  toQueryValue() {
    return [...this.#ids];
  }
}

/** Keeps the Resources of some Cloudflare accounts. */
export class EntityCloudflareAccountFilter implements EntityFilter {
  readonly #keys: readonly string[];

  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  getCatalogFilters() {
    return { [ACCOUNT_FIELD]: [...this.#keys] };
  }

  toQueryValue() {
    return [...this.#keys];
  }
}

/** The filters of the catalog's list, and ours. */
export type CloudflareEntityFilters = DefaultEntityFilters & {
  cloudflareProducts?: EntityCloudflareProductFilter;
  cloudflareAccounts?: EntityCloudflareAccountFilter;
};
