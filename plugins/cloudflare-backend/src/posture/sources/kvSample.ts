import { upstreamSource } from './upstreamSource';

/** Keys that are read at least, where there are as many. */
const SAMPLE = 1000;
/** Keys that expired or were deleted make pages smaller than asked, even empty. */
const MOST_PAGES = 10;

/** How many of some keys of a namespace expire. */
export interface KvSample {
  sampled: number;
  withTtl: number;
  /** There are no other keys. */
  isAll: boolean;
}

/**
 * A sample of the keys of the KV namespace whose id is the key: the first ones,
 * in the order of their names, at least a thousand where there are as many.
 * Nothing but counts leaves it.
 */
export const kvSample = upstreamSource<KvSample>(
  'keys',
  async ({ client }, key, options) => {
    const expires = new Map<string, boolean>();
    let told = 0;
    let pages = 0;
    let pagesWithKeys = 0;
    let cursor: string | undefined;
    do {
      const page = await client.kv.keys(key, {
        ...options,
        limit: SAMPLE,
        cursor,
      });
      for (const { name, expiresAt } of page.items) {
        expires.set(name, expiresAt !== undefined);
      }
      told += page.items.length;
      pagesWithKeys += page.items.length > 0 ? 1 : 0;
      cursor = page.nextCursor;
      pages++;
    } while (cursor !== undefined && told < SAMPLE && pages < MOST_PAGES);

    const sampled = expires.size;
    const isAll = cursor === undefined;
    const withTtl = [...expires.values()].filter(Boolean).length;
    // There is no total that would show that a key was skipped between pages.
    const isEnough = sampled >= SAMPLE || (isAll && pagesWithKeys <= 1);
    const isWhole = sampled === told && isEnough;
    return {
      value: { sampled, withTtl, isAll },
      ...(!isWhole && {
        incomplete: {
          kind: 'incomplete',
          product: 'kv',
          message: `The keys of the namespace could not be sampled: Cloudflare answered with ${sampled} on ${pages} pages, and whether others were left out is not known`,
        },
      }),
    };
  },
);
