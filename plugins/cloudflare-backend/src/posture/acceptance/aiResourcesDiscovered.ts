import {
  ANNOTATION_CLOUDFLARE_ACCOUNT,
  productIds,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { isSynced, readEntities } from '../../catalog/readEntities';
import {
  AcceptanceContext,
  Criterion,
  notCatalogued,
  unknown,
} from './Criterion';

const AI = productIds.filter(
  id => id === 'aiGateway' || id === 'vectorize' || id === 'aiSearch',
);

/** What the last complete sync found of AI products is in the catalog. */
export const aiResourcesDiscovered: Criterion = {
  id: 'ai-resources-discovered',
  title: 'AI Gateway, Vectorize and AI Search are discovered and visible',
  async judge(context) {
    const { accounts } = context;
    const keys = new Set(accounts.map(({ key }) => key));
    const statuses = (context.products.value ?? []).filter(({ account }) =>
      keys.has(account),
    );
    const catalogued = await countEntities(context, keys);
    const read = AI.map(id => {
      const own = statuses.filter(({ product }) => product === id);
      const isOff =
        own.length > 0 &&
        own.every(({ problem }) => problem?.kind === 'not-entitled');
      return {
        title: products[id].title,
        listed: own.reduce((sum, { resources = 0 }) => sum + resources, 0),
        found: catalogued.get(id) ?? 0,
        isOff,
        reason: isOff ? undefined : notCatalogued(context, id),
      };
    });
    const figures = read.map(({ title, listed, found, isOff, reason }) => ({
      label: title,
      value: reason
        ? 'not read'
        : (isOff && 'not enabled') || `${found} of ${listed} in the catalog`,
    }));
    const unread = read.find(each => each.reason)?.reason;
    if (unread) {
      return unknown(unread, figures);
    }
    const missing = read.find(({ listed, found }) => found < listed);
    if (missing) {
      return {
        state: 'missed',
        figures,
        message: `The catalog shows ${missing.found} of ${missing.listed} resources of ${missing.title}`,
      };
    }
    return read.every(({ found }) => found === 0)
      ? {
          state: 'not-applicable',
          figures,
          message: 'The accounts have no such resources',
        }
      : {
          state: 'met',
          figures,
          message: 'All that the last complete sync found is in the catalog',
        };
  },
};

async function countEntities(
  { services, caller, signal }: AcceptanceContext,
  keys: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const entities = readEntities(
    services.dependencies.catalog,
    {
      filter: {
        kind: 'Resource',
        'spec.type': AI.map(id => products[id].resourceType),
      },
      fields: ['kind', 'metadata.annotations', 'spec.type'],
    },
    caller.credentials,
    signal,
  );
  for await (const entity of entities) {
    const { annotations = {} } = entity.metadata;
    const id = AI.find(
      each => products[each].resourceType === entity.spec?.type,
    );
    if (
      id &&
      isSynced(entity) &&
      keys.has(annotations[ANNOTATION_CLOUDFLARE_ACCOUNT] ?? '')
    ) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}
