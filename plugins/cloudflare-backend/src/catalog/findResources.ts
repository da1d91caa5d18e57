import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_CLOUDFLARE_ACCOUNT,
  ANNOTATION_CLOUDFLARE_NAME,
  productOfResourceType,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { NamedResource } from './namedResources';
import { isSynced, readEntities } from './readEntities';

type Sought = Pick<NamedResource, 'product' | 'account' | 'name'>;

/** The catalog refuses a question that is too long. */
const MOST_AT_ONCE = 100;

/** What tells a resource from all others. */
export function identityOf({ product, account, name }: Sought): string {
  return JSON.stringify([
    product.id,
    account,
    product.onePerAccount ? '' : name,
  ]);
}

/**
 * Looks resources up in the catalog.
 *
 * @returns the entity refs of those that the credentials may see, by identity
 */
export async function findResources(
  catalog: CatalogService,
  sought: readonly Sought[],
  credentials: BackstageCredentials,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let start = 0; start < sought.length; start += MOST_AT_ONCE) {
    const some = sought.slice(start, start + MOST_AT_ONCE);
    const entities = readEntities(
      catalog,
      {
        // The annotations of a Component can name more than a URL holds.
        query: { $any: predicatesOf(some) },
        fields: ['kind', 'metadata', 'spec.type'],
      },
      credentials,
      signal,
    );
    for await (const entity of entities) {
      const resource = resourceOf(entity);
      if (resource && isSynced(entity)) {
        found.set(identityOf(resource), stringifyEntityRef(entity));
      }
    }
  }
  return found;
}

/** One for all names of a product in an account: each costs the catalog a search. */
function predicatesOf(sought: readonly Sought[]) {
  const groups = new Map<string, Sought[]>();
  for (const item of sought) {
    const key = JSON.stringify([item.product.id, item.account]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].map(group => {
    const [{ product, account }] = group;
    return {
      kind: 'Resource',
      'spec.type': product.resourceType,
      [`metadata.annotations.${ANNOTATION_CLOUDFLARE_ACCOUNT}`]: account,
      ...(!product.onePerAccount && {
        [`metadata.annotations.${ANNOTATION_CLOUDFLARE_NAME}`]: {
          $in: group.map(({ name }) => name),
        },
      }),
    };
  });
}

/** The catalog compares without regard to case; Cloudflare does not. */
function resourceOf({ metadata, spec }: Entity): Sought | undefined {
  const product = productOfResourceType(String(spec?.type));
  const account = metadata.annotations?.[ANNOTATION_CLOUDFLARE_ACCOUNT];
  const name = metadata.annotations?.[ANNOTATION_CLOUDFLARE_NAME] ?? '';
  return product && account !== undefined
    ? { product, account, name }
    : undefined;
}
