import {
  CloudflareApiError,
  Listing,
} from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  Product,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { KnownListing, problemsOf, SharedListing } from './SharedListing';

const KEEP_MS = 600_000;
const REST_MS = 15_000;

interface Index<T> {
  byName: Map<string, T>;
  byAlias: Map<string, T[]>;
}

/**
 * Knows the resources of a product by name. A name that a caller gives is
 * looked up here and never made part of an upstream path.
 */
export class ResourceDirectory<T> {
  private readonly listings: SharedListing<T>;
  private readonly indexes = new WeakMap<Listing<T>, Index<T>>();

  constructor(
    private readonly options: {
      product: Product;
      list(account: CloudflareAccount): Promise<Listing<T>>;
      qualifiedName(item: T): string;
      /** Other names by which a resource may be meant, unique or not. */
      aliases?(item: T): string[];
    },
  ) {
    this.listings = new SharedListing({
      list: options.list,
      keepMs: KEEP_MS,
      restMs: REST_MS,
    });
  }

  /**
   * Finds a resource.
   *
   * @param notBefore - milliseconds since the epoch; a listing that is older
   *   is read anew, as far as the rest between two readings allows
   * @throws CloudflareApiError `not-found`, `ambiguous`, or why the names are
   *   not known
   */
  async find(
    account: CloudflareAccount,
    name: string,
    notBefore?: number,
  ): Promise<T> {
    const known = await this.listings.get(account, notBefore);
    if (known.staleBecause && notBefore !== undefined) {
      throw known.staleBecause;
    }
    const found = this.lookUp(known, account, name);
    if (found !== undefined) {
      return found;
    }
    // It may be newer than the listing.
    const anew = await this.listings.get(account, known.readAt + 1);
    const created = this.lookUp(anew, account, name);
    if (created !== undefined) {
      return created;
    }
    if (anew.staleBecause) {
      throw anew.staleBecause;
    }
    throw new CloudflareApiError(this.whyNotFound(anew, account, name));
  }

  /** Why what {@link find} gives may lack something or be out of date. */
  async problems(account: CloudflareAccount): Promise<CloudflareProblem[]> {
    return problemsOf(await this.listings.get(account));
  }

  private whyNotFound(
    { listing }: KnownListing<T>,
    account: CloudflareAccount,
    name: string,
  ) {
    const { product } = this.options;
    if (listing.complete) {
      return {
        kind: 'not-found' as const,
        message: `There is no ${product.resourceTitle} '${name}' in the Cloudflare account '${account.key}'`,
        product: product.id,
      };
    }
    return (
      listing.problems[0] ?? {
        kind: 'unavailable' as const,
        message: `The names of ${product.title} in the Cloudflare account '${account.key}' could not all be read, and '${name}' is not among those that could`,
        product: product.id,
      }
    );
  }

  private lookUp(
    { listing }: KnownListing<T>,
    account: CloudflareAccount,
    name: string,
  ): T | undefined {
    const { byName, byAlias } = this.indexOf(listing);
    const exact = byName.get(name);
    if (exact !== undefined) {
      return exact;
    }
    const meant = byAlias.get(name) ?? [];
    if (meant.length > 1) {
      const { product, qualifiedName } = this.options;
      const names = meant.map(item => `'${qualifiedName(item)}'`).sort();
      throw new CloudflareApiError({
        kind: 'ambiguous',
        message: `'${name}' fits several of ${
          product.title
        } in the Cloudflare account '${account.key}': ${names.join(', ')}`,
        product: product.id,
      });
    }
    return meant[0];
  }

  private indexOf(listing: Listing<T>): Index<T> {
    let index = this.indexes.get(listing);
    if (!index) {
      index = { byName: new Map(), byAlias: new Map() };
      for (const item of listing.items) {
        index.byName.set(this.options.qualifiedName(item), item);
        for (const alias of this.options.aliases?.(item) ?? []) {
          index.byAlias.set(alias, [...(index.byAlias.get(alias) ?? []), item]);
        }
      }
      this.indexes.set(listing, index);
    }
    return index;
  }
}
