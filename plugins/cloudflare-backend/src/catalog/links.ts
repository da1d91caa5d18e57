import { AuthService } from '@backstage/backend-plugin-api';
import { NotFoundError, InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CloudflareProblem,
  LinkState,
  ProductStatus,
  ResourceLink,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareService } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { CatalogModule } from '../account/CatalogModule';
import { outcomeOf } from '../reading/outcomeOf';
import { filterText } from '../routing/fields';
import { productId } from '../routing/productId';
import { route, Route } from '../routing/route';
import { findResources, identityOf } from './findResources';
import { NamedResource, namedResources } from './namedResources';
import { readEntity } from './readEntities';
import { readRef } from './readRef';

const resourceLink = z.object({
  annotation: z.string(),
  product: productId,
  account: z.string(),
  name: z.string(),
  state: z.enum([
    'visible',
    'not-visible',
    'unknown-account',
    'not-imported',
    'not-read',
    'not-found',
  ]),
  entityRef: z.string().optional(),
}) satisfies z.ZodType<ResourceLink>;

/** Routes about what Components name. */
export function linkRoutes(dependencies: {
  auth: AuthService;
  catalog: CatalogService;
  catalogModule: CatalogModule;
  cloudflare: CloudflareService;
}): Route[] {
  const { auth, catalog, catalogModule, cloudflare } = dependencies;
  return [
    route({
      method: 'get',
      path: '/v1/links',
      summary:
        "What became of each resource that a Component's annotations name",
      access: 'authenticated',
      scope: 'none',
      query: z.object({ component: filterText() }),
      response: z.array(resourceLink),
      cacheTtl: 'none',
      async handler({ query, caller, signal }) {
        // What nobody annotated cannot be asked for: no one may try names.
        const ref = readRef('component', query.component);
        if (!ref.startsWith('component:')) {
          throw new InputError(
            `The query parameter 'component' is wrong: '${ref}' is no Component`,
          );
        }
        const component = await readEntity(
          catalog,
          ref,
          caller.credentials,
          signal,
        );
        if (!component) {
          throw new NotFoundError(
            `There is no entity '${ref}' that you may see`,
          );
        }
        const named = namedResources(
          component,
          cloudflare.accounts().map(({ key }) => key),
        );
        const visible = await findResources(
          catalog,
          named,
          caller.credentials,
          signal,
        );
        const unseen = named.filter(item => !visible.has(identityOf(item)));
        const held = await findResources(
          catalog,
          unseen,
          await auth.getOwnServiceCredentials(),
          signal,
        );
        const absent = unseen.filter(item => !held.has(identityOf(item)));
        const { statuses, problems } = await readStatuses(absent, signal);

        const data = named.map(item => {
          const identity = identityOf(item);
          const entityRef = visible.get(identity);
          if (entityRef) {
            return linkOf(item, 'visible', entityRef);
          }
          return held.has(identity)
            ? linkOf(item, 'not-visible')
            : absentLink(item, statuses);
        });
        return { data, problems };
      },
    }),
  ];

  /** The states of products, where they are needed to tell why something is absent. */
  async function readStatuses(
    absent: readonly NamedResource[],
    signal: AbortSignal,
  ): Promise<{ statuses: ProductStatus[]; problems: CloudflareProblem[] }> {
    if (!absent.some(({ isConfigured }) => isConfigured)) {
      return { statuses: [], problems: [] };
    }
    const { value, problem } = await outcomeOf(catalogModule.products(signal));
    return { statuses: value ?? [], problems: problem ? [problem] : [] };
  }
}

function linkOf(
  { annotation, product, account, name }: NamedResource,
  state: LinkState,
  entityRef?: string,
): ResourceLink {
  return { annotation, product: product.id, account, name, state, entityRef };
}

/** Why the catalog does not hold a resource. */
function absentLink(
  item: NamedResource,
  statuses: readonly ProductStatus[],
): ResourceLink {
  if (!item.isConfigured) {
    return linkOf(item, 'unknown-account');
  }
  if (item.otherwise) {
    return linkOf({ ...item, ...item.otherwise }, 'unknown-account');
  }
  const status = statuses.find(
    ({ account, product }) =>
      account === item.account && product === item.product.id,
  );
  if (status?.state === 'not-imported') {
    return linkOf(item, 'not-imported');
  }
  return linkOf(item, status?.lastCompleteSync ? 'not-found' : 'not-read');
}
