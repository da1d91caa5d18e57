import { mockCredentials } from '@backstage/backend-test-utils';
import { ExtendedHttpServer } from '@backstage/backend-defaults/rootHttpRouter';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { Listing } from '@cloudflare-backstage/cloudflare-client';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  ProductId,
  productIds,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import request from 'supertest';
import { catalogModuleStub } from './catalogModuleStub';
import { accountOf, startPlugin } from './startPlugin';

export const BASE = '/api/cloudflare';

/** A route as the API describes it. */
export interface DescribedRoute {
  /** `get /v1/queues/{name}/metrics` */
  name: string;
  method: 'get' | 'post';
  /** Below {@link BASE}. */
  path: string;
  /** The product whose segment the path has. */
  product?: ProductId;
  permissions: string[];
  /** One of the permissions is enough. */
  anyOf: boolean;
  isPublic: boolean;
  hasBody: boolean;
  status: number;
  /** JSON schema of `data`, with the marks of its fields; absent without an envelope. */
  data?: JsonObject;
}

/** A request to a route. */
export interface Call {
  route: DescribedRoute;
  url: string;
  body?: object;
}

/** What of a route's input its description does not tell how to fill. */
const INPUTS: Record<
  string,
  (name: string) => { query?: string; body?: object }
> = {
  // Which Component there is, only the catalog knows.
  'get /v1/links': () => ({ query: 'component=component:default/shop' }),
  // SQL names its dataset; a dash needs quotes.
  'post /v1/analytics-engine/{dataset}/query': dataset => ({
    body: { query: `SELECT count() AS points FROM "${dataset}"` },
  }),
};

const shop: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    namespace: 'default',
    annotations: { 'cloudflare.com/worker': 'acme-api' },
  },
  spec: { type: 'service', owner: 'team', lifecycle: 'production' },
};

interface Operation {
  'x-permissions': { anyOf?: string[]; allOf?: string[] };
  security: unknown[];
  requestBody?: object;
  responses: Record<
    string,
    {
      content: {
        'application/json': { schema: { properties?: { data?: JsonObject } } };
      };
    }
  >;
}

/** Every route, from the API's own description. */
export async function describedRoutes(
  server: ExtendedHttpServer,
): Promise<DescribedRoute[]> {
  const { body } = await request(server)
    .get(`${BASE}/v1/openapi.json`)
    .set('Authorization', mockCredentials.user.header());
  return Object.entries<Record<string, Operation>>(body.paths).flatMap(
    ([fullPath, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        const path = fullPath.slice(BASE.length);
        const { anyOf, allOf = [] } = operation['x-permissions'];
        const [status, response] = Object.entries(operation.responses).find(
          ([code]) => code.startsWith('2'),
        )!;
        return {
          name: `${method} ${path}`,
          method: method as 'get' | 'post',
          path,
          product: productIds.find(
            id => products[id].segment === path.split('/')[2],
          ),
          permissions: anyOf ?? allOf,
          anyOf: anyOf !== undefined,
          isPublic: operation.security.length === 0,
          hasBody: operation.requestBody !== undefined,
          status: Number(status),
          data: response.content['application/json'].schema.properties?.data,
        };
      }),
  );
}

/** A resource as its product's client lists it. */
export interface NamedResource {
  /** What Cloudflare tells it by. */
  id: string;
  name: string;
}

/** The resources of the products whose routes name one. */
export async function resourcesOf(
  { client }: CloudflareAccount,
  routes: readonly DescribedRoute[],
): Promise<Map<ProductId, NamedResource[]>> {
  const found = new Map<ProductId, NamedResource[]>();
  for (const { product, path } of routes) {
    if (product && path.includes('{') && !found.has(product)) {
      const area = client[product] as unknown as Record<
        'list' | 'datasets',
        undefined | (() => Promise<Listing<Record<string, string>>>)
      >;
      const { items } = await (area.list ?? area.datasets)!();
      found.set(
        product,
        items.map(({ id, title, name = title ?? id }) => ({
          id: id ?? name,
          name,
        })),
      );
    }
  }
  return found;
}

/** The request to a route; of one that names a resource, to this one. */
export function callTo(route: DescribedRoute, resource = ''): Call {
  const { query, body } = INPUTS[route.name]?.(resource) ?? {};
  const path = route.path.replace(/\{\w+\}/, encodeURIComponent(resource));
  return { route, body, url: BASE + path + (query ? `?${query}` : '') };
}

/** One request to every route, or one for each resource that it can name. */
export function callsTo(
  routes: readonly DescribedRoute[],
  resources: ReadonlyMap<ProductId, NamedResource[]>,
  most = Infinity,
): Call[] {
  return routes.flatMap(route =>
    route.path.includes('{')
      ? resources
          .get(route.product!)!
          .slice(0, most)
          .map(({ id }) => callTo(route, id))
      : [callTo(route)],
  );
}

/** Sends a request, as an `Authorization` header tells who. */
export function send(
  server: ExtendedHttpServer,
  { route, url, body }: Call,
  user: string,
) {
  const sent = request(server)[route.method](url).set('Authorization', user);
  return body ? sent.send(body) : sent;
}

/** The plugin before a simulator, with all that its routes need to answer. */
export async function startAllRoutes(
  options: Partial<Parameters<typeof startPlugin>[0]> = {},
) {
  const simulator: Simulator = await startSimulator({ quota: 'off' });
  const account = await accountOf(simulator, {
    buildsToken: simulator.buildsToken,
    budget: { requests: 1_000_000, concurrency: 32 },
  });
  const { items } = await account.client.analyticsEngine.datasets();
  const start = (more: typeof options = {}) =>
    startPlugin({
      accounts: [account],
      entities: [shop],
      cloudflareConfig: {
        analyticsEngine: { datasets: items.map(({ name }) => name) },
      },
      ...options,
      ...more,
      features: [
        catalogModuleStub([]),
        ...(options.features ?? []),
        ...(more.features ?? []),
      ],
    });
  const plugin = await start();
  const routes = await describedRoutes(plugin.server);
  const resources = await resourcesOf(account, routes);
  return { simulator, account, start, ...plugin, routes, resources };
}
