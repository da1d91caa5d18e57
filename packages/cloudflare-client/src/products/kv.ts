import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { Connection } from '../Connection';
import { CloudflareInputError } from '../errors';
import { maybe, parseOne } from '../parsing';
import { pathParameter } from '../transport/allowed';
import type { Subject } from '../transport/envelope';
import { readNumbered } from '../transport/listed';
import { pageSize, readCursoredPage } from '../transport/paged';
import type { CfKvKey, CfKvNamespace, KvArea } from './kv.types';

const NAMESPACES_PER_PAGE = 1000;
const KEYS_PER_PAGE = { least: 10, most: 1000 };
const MOST_VALUES = 100;
/** In seconds; what a `Date` can hold. */
const LATEST_TIME = 8.64e12;

const NAMESPACES: Subject = {
  area: 'kv',
  product: 'kv',
  what: 'the KV namespaces',
  permission: 'Workers KV Storage Read',
};
const KEYS: Subject = {
  ...NAMESPACES,
  what: 'the keys of a KV namespace',
  named: true,
};
const VALUES: Subject = {
  ...NAMESPACES,
  what: 'values of a KV namespace',
  named: true,
};

const namespaceSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    jurisdiction: maybe(z.string()),
  })
  .transform((raw): CfKvNamespace => raw);

const keySchema = z
  .object({
    name: z.string(),
    expiration: maybe(z.number().max(LATEST_TIME)),
    metadata: z.unknown().optional(),
  })
  .transform(
    (raw): CfKvKey => ({
      name: raw.name,
      expiresAt:
        raw.expiration === undefined
          ? undefined
          : new Date(raw.expiration * 1000).toISOString(),
      hasMetadata: raw.metadata !== undefined && raw.metadata !== null,
    }),
  );

const valuesSchema = z.object({
  // Not a record: of that, zod would lose a key such as `__proto__`.
  values: z.custom<Record<string, unknown>>(
    value => typeof value === 'object' && value !== null,
  ),
});

function createKvArea(connection: Connection): KvArea {
  const account_id = connection.accountId;
  return {
    list: options =>
      readNumbered({
        subject: NAMESPACES,
        schema: namespaceSchema,
        identify: namespace => namespace.id,
        perPage: NAMESPACES_PER_PAGE,
        read: (page, per_page) =>
          connection.read(NAMESPACES, options, (sdk, send) =>
            sdk.kv.namespaces.list({ account_id, page, per_page }, send),
          ),
      }),
    async keys(namespaceId, options) {
      const id = pathParameter(namespaceId, 'KV namespace id');
      const limit = Math.max(
        KEYS_PER_PAGE.least,
        pageSize(options?.limit, KEYS_PER_PAGE.most),
      );
      return readCursoredPage(
        {
          subject: KEYS,
          schema: keySchema,
          identify: key => key.name,
          read: cursor =>
            connection.read(KEYS, options, (sdk, send) =>
              sdk.kv.namespaces.keys.list(
                id,
                { account_id, limit, ...(cursor && { cursor }) },
                send,
              ),
            ),
        },
        options,
      );
    },
    async values(namespaceId, keys, options) {
      const id = pathParameter(namespaceId, 'KV namespace id');
      if (keys.length > MOST_VALUES) {
        throw new CloudflareInputError(
          `At most ${MOST_VALUES} values can be read at once`,
        );
      }
      if (keys.length === 0) {
        return [];
      }
      const { result } = await connection.read(VALUES, options, (sdk, send) =>
        sdk.kv.namespaces.bulkGet(
          id,
          // As JSON, the whole call would fail at one value that is none.
          { account_id, keys: [...keys], type: 'text' },
          send,
        ),
      );
      const { values } = parseOne(valuesSchema, result, VALUES);
      return keys.map(key => {
        const value = Object.hasOwn(values, key) ? values[key] : undefined;
        return { key, value: typeof value === 'string' ? value : undefined };
      });
    },
  };
}

/** KV: namespaces, keys, and values for samples. */
export const kvArea: AreaDefinition<KvArea> = {
  requests: [
    'GET /accounts/{account}/storage/kv/namespaces',
    'GET /accounts/{account}/storage/kv/namespaces/{namespace}/keys',
    'POST /accounts/{account}/storage/kv/namespaces/{namespace}/bulk/get',
  ],
  create: createKvArea,
};
