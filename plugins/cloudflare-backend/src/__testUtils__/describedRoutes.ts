import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { ExtendedHttpServer } from '@backstage/backend-defaults/rootHttpRouter';
import { JsonObject } from '@backstage/types';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  ProductId,
  productIds,
  products,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { checkout, shop } from './catalogEntities';
import { catalogModuleStub } from './catalogModuleStub';
import {
  EVIDENCE,
  makeEvidence,
  NamedResource,
  postureNames,
  resourcesOf,
} from './namedResources';
import { accountOf, startPlugin } from './startPlugin';

export const BASE = '/api/cloudflare';

const TAR = 'application/x-tar';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** A route as the API describes it. */
export interface DescribedRoute {
  /** `get /v1/queues/{name}/metrics` */
  name: string;
  method: 'get' | 'post' | 'delete';
  /** Below {@link BASE}. */
  path: string;
  /** The product whose segment the path has. */
  product?: ProductId;
  /** What the name in the path is one of: a product's id, or a place. */
  named?: string;
  /** All that the route names. */
  permissions: string[];
  /** Of these, one is enough. */
  anyOf: string[];
  auditEvent?: string;
  contentType: string;
  isPublic: boolean;
  hasBody: boolean;
  /** The names of the body's fields. */
  fields: string[];
  /** The parameters of the query, with their JSON schemas. */
  query: { name: string; schema: JsonObject }[];
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
  'post /v1/evidence': () => ({ body: EVIDENCE }),
  'get /v1/links': () => ({ query: 'component=component:default/shop' }),
  'get /v1/provenance/manifests': () => ({
    query: 'product=workers&name=acme-api',
  }),
  'post /v1/provenance/manifests': () => ({
    body: {
      product: 'workers',
      name: 'acme-api',
      deploymentId: 'd1',
      commitSha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
      ciRunUrl: 'https://github.com/acme/api/actions/runs/1',
      ref: 'main',
      pullRequest: '7',
      actor: 'sam',
    },
  }),
  // SQL names its dataset; a dash needs quotes.
  'post /v1/analytics-engine/{dataset}/query': dataset => ({
    body: { query: `SELECT count() AS points FROM "${dataset}"` },
  }),
};

/** Before the first sync, posture is not evaluated. */
const FIRST_SYNC: SyncRun = {
  account: 'default',
  run: 1,
  startedAt: '2026-10-20T12:00:00Z',
  finishedAt: '2026-10-20T12:01:00Z',
  outcome: 'succeeded',
  products: [],
};

interface Operation {
  'x-permissions': { anyOf?: string[]; allOf?: string[] };
  'x-audit-event'?: string;
  security: unknown[];
  parameters: { name: string; in: string; schema: JsonObject }[];
  requestBody?: {
    content: { 'application/json': { schema: { properties: JsonObject } } };
  };
  responses: Record<
    string,
    {
      content: Record<
        string,
        { schema: { properties?: { data?: JsonObject } } }
      >;
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
        const { anyOf = [], allOf = [] } = operation['x-permissions'];
        const [status, response] = Object.entries(operation.responses).find(
          ([code]) => code.startsWith('2'),
        )!;
        const [[contentType, { schema }]] = Object.entries(response.content);
        const product = productIds.find(
          id => products[id].segment === path.split('/')[2],
        );
        const [place, parameter] = path.split('{');
        return {
          name: `${method} ${path}`,
          method: method as DescribedRoute['method'],
          path,
          product,
          named: parameter && (product ?? place),
          permissions: [...allOf, ...anyOf],
          anyOf,
          auditEvent: operation['x-audit-event'],
          contentType,
          isPublic: operation.security.length === 0,
          hasBody: operation.requestBody !== undefined,
          fields: Object.keys(
            operation.requestBody?.content['application/json'].schema
              .properties ?? {},
          ),
          query: operation.parameters.filter(each => each.in === 'query'),
          status: Number(status),
          data: schema.properties?.data,
        };
      }),
  );
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
  resources: ReadonlyMap<string, NamedResource[]>,
  most = Infinity,
): Call[] {
  return routes.flatMap(route =>
    route.path.includes('{')
      ? resources
          .get(route.named!)!
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
  if (route.contentType === TAR) {
    sent.buffer(true).parse(asText);
  }
  return body ? sent.send(body) : sent;
}

/** A tar can be searched as text; what is no tar is JSON. */
function asText(
  response: request.Response,
  done: (error: Error | null, body: unknown) => void,
) {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', piece => {
    text += piece;
  });
  response.on('end', () => {
    response.text = text;
    done(null, text.startsWith('{') ? JSON.parse(text) : {});
  });
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
  // What one backend has made, the others know.
  const knex = await databases.init('SQLITE_3');
  // What runs beside the requests would be counted with them.
  const tasks = new Map<string, (signal: AbortSignal) => unknown>();
  const scheduler = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => {
      tasks.set(id, fn as (signal: AbortSignal) => unknown);
    },
  });
  const start = (more: typeof options = {}) =>
    startPlugin({
      accounts: [account],
      knex,
      entities: [shop, checkout],
      cloudflareConfig: {
        analyticsEngine: { datasets: items.map(({ name }) => name) },
      },
      ...options,
      ...more,
      features: [
        catalogModuleStub([], [FIRST_SYNC]),
        scheduler.factory,
        ...(options.features ?? []),
        ...(more.features ?? []),
      ],
    });
  const plugin = await start();
  // From now on, the answers about posture stay as they are.
  await tasks.get('cloudflare:posture')!(new AbortController().signal);
  const routes = await describedRoutes(plugin.server);
  const resources = new Map([
    ...(await resourcesOf(account, routes)),
    ...(await makeEvidence(plugin.server)),
    ...postureNames,
  ]);
  return { simulator, account, start, ...plugin, routes, resources };
}
