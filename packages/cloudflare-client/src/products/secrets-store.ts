import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import { listOf, maybe, parseOne } from '../parsing';
import { pathParameter } from '../transport/allowed';
import type { Subject } from '../transport/envelope';
import { readNumbered } from '../transport/listed';
import type {
  CfSecret,
  CfSecretsQuota,
  CfSecretsStore,
  SecretsStoreArea,
} from './secrets-store.types';

/** No maximum is documented; what a server gives less is noticed. */
const PER_PAGE = 100;

const STORES: Subject = {
  area: 'secretsStore',
  product: 'secretsStore',
  what: 'the secrets stores',
  permission: 'Secrets Store Read',
};
const SECRETS: Subject = {
  ...STORES,
  what: 'what a secrets store holds',
  named: true,
};
const QUOTA: Subject = { ...STORES, what: 'the quota of secrets' };

const text = maybe(z.string());

const storeSchema = z
  .object({ id: z.string(), name: z.string(), created: text, modified: text })
  .transform(
    (raw): CfSecretsStore => ({
      id: raw.id,
      name: raw.name,
      createdAt: raw.created,
      modifiedAt: raw.modified,
    }),
  );

const secretSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    status: text,
    scopes: listOf(z.string()),
    created: text,
    modified: text,
  })
  .transform(
    (raw): CfSecret => ({
      id: raw.id,
      name: raw.name,
      status: raw.status,
      scopes: [...new Set(raw.scopes)],
      createdAt: raw.created,
      modifiedAt: raw.modified,
    }),
  );

const quotaSchema = z
  .object({ secrets: z.object({ quota: z.number(), usage: z.number() }) })
  .transform(
    ({ secrets }): CfSecretsQuota => ({
      limit: secrets.quota,
      used: secrets.usage,
    }),
  );

/** Secrets Store: stores, and what is told of their secrets. */
export const secretsStoreArea: AreaDefinition<SecretsStoreArea> = {
  requests: [
    'GET /accounts/{account}/secrets_store/stores',
    'GET /accounts/{account}/secrets_store/stores/{store}/secrets',
    'GET /accounts/{account}/secrets_store/quota',
  ],
  create: connection => {
    const account_id = connection.accountId;
    return {
      list: options =>
        readNumbered({
          subject: STORES,
          schema: storeSchema,
          identify: store => store.id,
          perPage: PER_PAGE,
          read: (page, per_page) =>
            connection.read(STORES, options, (sdk, send) =>
              sdk.secretsStore.stores.list(
                { account_id, page, per_page },
                send,
              ),
            ),
        }),
      async secrets(storeId, options) {
        const id = pathParameter(storeId, 'secrets store id');
        return readNumbered({
          subject: SECRETS,
          schema: secretSchema,
          identify: secret => secret.id,
          perPage: PER_PAGE,
          read: (page, per_page) =>
            connection.read(SECRETS, options, (sdk, send) =>
              sdk.secretsStore.stores.secrets.list(
                id,
                { account_id, page, per_page },
                send,
              ),
            ),
        });
      },
      async quota(options) {
        const { result } = await connection.read(QUOTA, options, (sdk, send) =>
          sdk.secretsStore.quota.get({ account_id }, send),
        );
        return parseOne(quotaSchema, result, QUOTA);
      },
    };
  },
};
