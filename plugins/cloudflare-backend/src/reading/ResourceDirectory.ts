import {
  CloudflareApiError,
  Listing,
} from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  Product,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { readSlice } from './readSlice';
import { KnownListing, problemsOf, SharedListing } from './SharedListing';

const KEEP_MS = 600_000;
const REST_MS = 15_000;
/** How old a listing may be that is shown as such. */
const LISTED_MS = 30_000;

interface Index<T> {
  byName: Map<string, T[]>;
  byAlias: Map<string, T[]>;
}

/** Some of the resources, in order. */
interface DirectoryPage<T> {
  items: T[];
  /** All of them, in no order. */
  listing: Listing<T>;
  /** Why some may be missing or out of date. */
  problems: CloudflareProblem[];
  nextCursor?: string;
}

/**
 * Knows the resources of a product by name. A name that a caller gives is
 * looked up here and never made part of an upstream path.
 */
export class ResourceDirectory<T> {
  private readonly listings: SharedListing<T>;
  private readonly indexes = new WeakMap<Listing<T>, Index<T>>();
  private readonly nativeId: (item: T) => string;

  constructor(
    private readonly options: {
      product: Product;
      list(account: CloudflareAccount): Promise<Listing<T>>;
      qualifiedName(item: T): string;
      /**
       * What Cloudflare tells a resource by, where that is not its name. It may
       * stand for the name, so that of equal names each can be meant.
       */
      nativeId?(item: T): string;
      /** Other names by which a resource may be meant, unique or not. */
      aliases?(item: T): string[];
      /** What they are listed by; the qualified name by default. */
      order?(item: T): string;
    },
  ) {
    this.nativeId = options.nativeId ?? options.qualifiedName;
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

  /**
   * Finds a resource and reads something of it. The resource may have been
   * made anew under its name since the names were listed: when Cloudflare does
   * not know it, the names are listed anew, as far as the rest between two
   * readings allows.
   *
   * @throws CloudflareApiError as {@link find}, and what `read` throws
   */
  async read<TResult>(
    account: CloudflareAccount,
    name: string,
    read: (item: T) => Promise<TResult>,
  ): Promise<TResult> {
    const askedAt = Date.now();
    const item = await this.find(account, name);
    try {
      return await read(item);
    } catch (error) {
      if (
        !(error instanceof CloudflareApiError) ||
        error.kind !== 'not-found'
      ) {
        throw error;
      }
      const current = await this.find(account, name, askedAt);
      if (this.nativeId(current) === this.nativeId(item)) {
        throw error;
      }
      return read(current);
    }
  }

  /**
   * Every resource, and why some may be missing or out of date.
   *
   * @param notBefore - as for {@link find}
   */
  async list(
    account: CloudflareAccount,
    notBefore?: number,
  ): Promise<KnownListing<T>> {
    return this.listings.get(account, notBefore);
  }

  /** A page of all resources, or of those that a name can mean. */
  async page(
    account: CloudflareAccount,
    query: { name?: string; cursor?: string; limit: number },
  ): Promise<DirectoryPage<T>> {
    const known = await this.listings.get(account, Date.now() - LISTED_MS);
    const { listing } = known;
    const asked =
      query.name === undefined
        ? listing.items
        : this.meantBy(listing, query.name);
    const { order = this.options.qualifiedName } = this.options;
    const items = [...asked].sort((a, b) => (order(a) < order(b) ? -1 : 1));
    const slice = await readSlice(async () => ({ items }), query);
    return {
      items: slice.items,
      listing,
      problems: problemsOf(known),
      nextCursor: slice.nextCursor,
    };
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
    const meant = this.meantBy(listing, name);
    if (meant.length > 1) {
      const { product, qualifiedName } = this.options;
      const { byName } = this.indexOf(listing);
      const names = meant.map(item => {
        const own = qualifiedName(item);
        return byName.get(own)?.length === 1 ? own : this.nativeId(item);
      });
      throw new CloudflareApiError({
        kind: 'ambiguous',
        message: `'${name}' fits several of ${
          product.title
        } in the Cloudflare account '${account.key}'; name one of them: ${names
          .map(each => `'${each}'`)
          .sort()
          .join(', ')}`,
        product: product.id,
      });
    }
    return meant[0];
  }

  /** A qualified name goes before what it stands for otherwise. */
  private meantBy(listing: Listing<T>, name: string): readonly T[] {
    const { byName, byAlias } = this.indexOf(listing);
    return byName.get(name) ?? byAlias.get(name) ?? [];
  }

  private indexOf(listing: Listing<T>): Index<T> {
    let index = this.indexes.get(listing);
    if (!index) {
      const { qualifiedName, aliases = () => [] } = this.options;
      index = { byName: new Map(), byAlias: new Map() };
      // A listing can hold one twice when it moves from page to page.
      const distinct = new Map(
        listing.items.map(item => [this.nativeId(item), item]),
      );
      for (const [id, item] of distinct) {
        add(index.byName, qualifiedName(item), item);
        for (const alias of new Set([id, ...aliases(item)])) {
          add(index.byAlias, alias, item);
        }
      }
      this.indexes.set(listing, index);
    }
    return index;
  }
}

function add<T>(index: Map<string, T[]>, name: string, item: T) {
  const found = index.get(name);
  if (found) {
    found.push(item);
  } else {
    index.set(name, [item]);
  }
}
