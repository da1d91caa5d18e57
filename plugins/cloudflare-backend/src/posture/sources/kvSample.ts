import { upstreamSource } from './upstreamSource';

const SAMPLE = 1000;

/** How many of some keys of a namespace expire. */
export interface KvSample {
  sampled: number;
  withTtl: number;
  /** There are no other keys. */
  isAll: boolean;
}

/**
 * A sample of the keys of the KV namespace whose id is the key: the first ones,
 * in the order of their names. Nothing but counts leaves it.
 */
export const kvSample = upstreamSource<KvSample>(
  'keys',
  async ({ client }, key, options) => {
    const page = await client.kv.keys(key, { ...options, limit: SAMPLE });
    const isAll = page.nextCursor === undefined;
    return {
      value: {
        sampled: page.items.length,
        withTtl: page.items.filter(({ expiresAt }) => expiresAt !== undefined)
          .length,
        isAll,
      },
      ...(page.items.length === 0 &&
        !isAll && {
          incomplete: {
            kind: 'incomplete',
            product: 'kv',
            message:
              'The first keys of the namespace could not be sampled: Cloudflare answered with an empty page although there are more',
          },
        }),
    };
  },
);
