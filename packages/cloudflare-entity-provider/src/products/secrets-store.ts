import { JsonObject } from '@backstage/types';
import {
  CfSecretsStore,
  CloudflareApiError,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';

const DELETED = 'deleted';

/** Numbers alone: names of secrets are not for the catalog. */
const counts = z.object({
  /** Secrets that are not deleted. */
  total: z.number(),
  /** The scopes that any of these has. */
  scopes: z.array(z.string()),
});
type SecretCounts = z.infer<typeof counts>;

/** Secrets Store: a Resource per store, with how many secrets are in it. */
export const secretsStoreIngestion: ResourceIngestion<
  CfSecretsStore,
  SecretCounts
> = {
  kind: kindOfProduct(products.secretsStore),
  version: 1,
  entityTags: ['secrets-store', 'secrets'],
  bindingTargets: {
    secrets_store_secret: ({ targetId }) => ({ id: targetId }),
  },
  // AI gateways and others use secrets that no binding names.
  usedFromOutside: true,
  list: (client, options) => client.secretsStore.list(options),
  describe: store => ({
    id: store.id,
    qualifiedName: store.name,
    title: store.name,
    tags: [],
    changeToken: store.modifiedAt,
    lastChange: store.modifiedAt ?? store.createdAt,
  }),
  detail: {
    schema: counts,
    async read(client, { id }, _previous, options) {
      const { items, complete, problems } = await client.secretsStore.secrets(
        id,
        options,
      );
      if (!complete) {
        // Part of a count is no count.
        throw new CloudflareApiError(problems[0]);
      }
      return countsOf(items);
    },
  },
  toEntity: (store, known) => ({
    description: 'Cloudflare Secrets Store of the account.',
    parameters: {
      createdAt: store.createdAt,
      modifiedAt: store.modifiedAt,
      // Absent: not read yet.
      secretCount: known?.total,
      scopes: known?.scopes,
    } as JsonObject,
  }),
};

function countsOf(
  secrets: readonly { status?: string; scopes: string[] }[],
): SecretCounts {
  const there = secrets.filter(({ status }) => status !== DELETED);
  return {
    total: there.length,
    scopes: [...new Set(there.flatMap(({ scopes }) => scopes))].sort(),
  };
}
