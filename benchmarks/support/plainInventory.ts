import Cloudflare from 'cloudflare';
import { z } from 'zod';
import { JURISDICTION_HEADER, RecordedRead } from './recordedReads';

const CONCURRENCY = 8;

const envelope = z.object({
  success: z.literal(true),
  result: z.unknown(),
  result_info: z.unknown().optional(),
});
const item = z.record(z.string(), z.json());

/** What is listed in a result: the result itself, or a list that is in it. */
function itemsOf(result: unknown): unknown[] {
  if (Array.isArray(result)) {
    return result;
  }
  const nested = Object.values(Object(result)).find(Array.isArray);
  return nested && nested.every(value => typeof value === 'object')
    ? nested
    : [result];
}

/** What a mapper of a few lines would make of an item. */
function entityOf(value: z.infer<typeof item>) {
  const name = String(value.name ?? value.id ?? value.uuid ?? '');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
      annotations: { 'cloudflare.com/name': name },
      tags: ['cloudflare'],
    },
    spec: { owner: 'group:default/platform', parameters: value },
  };
}

/**
 * The plain loop over the same answers: reads what the sync read, by the
 * official SDK, parses it with zod, maps each item to an entity, and makes its
 * JSON.
 */
export async function plainInventory(
  account: { url: string; apiToken: string },
  reads: readonly RecordedRead[],
): Promise<{ items: number; bytes: number }> {
  const client = new Cloudflare({
    apiToken: account.apiToken,
    baseURL: account.url,
    maxRetries: 0,
  });
  const base = new URL(account.url).pathname;
  const get = async ({ path, jurisdiction }: RecordedRead) => {
    try {
      return await client.get(path.slice(base.length), {
        ...(jurisdiction && {
          headers: { [JURISDICTION_HEADER]: jurisdiction },
        }),
      });
    } catch (error) {
      // Not every jurisdiction is available to the account.
      if (error instanceof Cloudflare.APIError) {
        return undefined;
      }
      throw error;
    }
  };
  const queue = [...reads];
  let items = 0;
  let bytes = 0;
  const work = async () => {
    for (let read = queue.shift(); read; read = queue.shift()) {
      const answer = await get(read);
      const parsed = envelope.safeParse(answer);
      for (const value of itemsOf(parsed.data?.result)) {
        const known = item.safeParse(value);
        if (known.success) {
          items++;
          bytes += JSON.stringify(entityOf(known.data)).length;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return { items, bytes };
}
