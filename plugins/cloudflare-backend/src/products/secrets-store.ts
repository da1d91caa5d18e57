import {
  CfSecret,
  CfSecretsStore,
  CloudflareApiError,
  Listing,
} from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  products,
  SecretCounts,
  SecretsStore,
  SecretsStoreMetadata,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { outcomeOf } from '../reading/outcomeOf';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { sensitive } from '../redaction/marks';
import { listFields, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { ProductBackend } from './ProductBackend';

const product = products.secretsStore;
const DELETED = 'deleted';
const UNKNOWN = 'unknown';

const storeSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string().optional(),
  modifiedAt: z.string().optional(),
}) satisfies z.ZodType<SecretsStore>;

const metadataSchema = storeSchema.extend({
  counts: z
    .object({
      total: z.number(),
      byStatus: z.array(z.object({ status: z.string(), count: z.number() })),
      byScope: z.array(z.object({ scope: z.string(), count: z.number() })),
      withoutScope: z.number(),
    })
    .optional(),
  secrets: z.array(
    z.object({
      id: z.string(),
      name: sensitive(z.string()).optional(),
      status: z.string().optional(),
      scopes: z.array(z.string()),
      createdAt: z.string().optional(),
      modifiedAt: z.string().optional(),
    }),
  ),
  quota: z.object({ limit: z.number(), used: z.number() }).optional(),
}) satisfies z.ZodType<SecretsStoreMetadata>;

/** Secrets Store: how many secrets there are, and never a value. */
export const secretsStoreBackend: ProductBackend = {
  routes: secretsStoreRoutes,
  tokenPermissionChecks: {
    'Secrets Store Read': (client, options) =>
      client.secretsStore.list(options),
  },
};

function secretsStoreRoutes() {
  const stores = new ResourceDirectory<CfSecretsStore>({
    product,
    list: ({ client }) => client.secretsStore.list(),
    // That a name is unique is documented nowhere.
    qualifiedName: store => store.id,
    aliases: store => [store.name],
    order: ({ id, name }) => `${name} ${id}`,
  });

  return [
    route({
      method: 'get',
      path: '/v1/secrets-store/stores',
      summary: 'Secrets stores of the account',
      access: product.permission,
      scope: 'account',
      query: z.object(listFields),
      response: z.array(storeSchema),
      cacheTtl: 60,
      async handler({ account, query }) {
        const page = await stores.page(account, query);
        return {
          data: page.items,
          problems: page.problems,
          nextCursor: page.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/secrets-store/:store/metadata',
      summary:
        'Secrets of a store by scope and by status, and the quota, without any value',
      access: product.permission,
      scope: 'account',
      params: z.object({ store: resourceName }),
      response: metadataSchema,
      cacheTtl: 60,
      async handler({ account, params, signal }) {
        const { secretsStore } = account.client;
        const [store, secrets, quota, problems] = await stores.read(
          account,
          params.store,
          found =>
            Promise.all([
              found,
              secretsOf(account, found, signal),
              outcomeOf(secretsStore.quota({ signal })),
              stores.problems(account),
            ]),
        );
        if (secrets.unread && quota.problem) {
          throw new CloudflareApiError(secrets.unread);
        }
        return {
          data: {
            ...store,
            counts: secrets.complete ? countsOf(secrets.items) : undefined,
            secrets: [...secrets.items].sort(byChange),
            quota: quota.value,
          },
          problems: [
            ...secrets.problems,
            ...(quota.problem ? [quota.problem] : []),
            ...problems,
          ],
        };
      },
    }),
  ];
}

/** Of a store that is there; where they cannot be read, the quota still can. */
async function secretsOf(
  { client }: CloudflareAccount,
  { id }: CfSecretsStore,
  signal: AbortSignal,
): Promise<Listing<CfSecret> & { unread?: CloudflareProblem }> {
  const { value, problem } = await outcomeOf(
    client.secretsStore.secrets(id, { signal }),
  );
  if (problem?.kind === 'not-found') {
    throw new CloudflareApiError(problem);
  }
  return (
    value ?? {
      items: [],
      complete: false,
      problems: [problem],
      unread: problem,
    }
  );
}

/** The longest unchanged first: what was never rotated is what one looks for. */
function byChange(a: CfSecret, b: CfSecret): number {
  const changeOf = ({ modifiedAt, createdAt }: CfSecret) =>
    modifiedAt ?? createdAt ?? '';
  return changeOf(a) < changeOf(b) ? -1 : 1;
}

function countsOf(secrets: readonly CfSecret[]): SecretCounts {
  const there = secrets.filter(({ status }) => status !== DELETED);
  const statuses = secrets.map(({ status }) => status ?? UNKNOWN);
  const scopes = there.flatMap(secret => secret.scopes);
  return {
    total: there.length,
    byStatus: tally(statuses).map(([status, count]) => ({ status, count })),
    byScope: tally(scopes).map(([scope, count]) => ({ scope, count })),
    withoutScope: there.filter(secret => secret.scopes.length === 0).length,
  };
}

/** The most frequent first. */
function tally(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}
