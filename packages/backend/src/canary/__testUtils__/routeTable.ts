import { scorecardIds } from '@cloudflare-backstage/plugin-cloudflare-common';
import { added } from './markers';
import { MARKED_NAMESPACE } from './plantMarkers';

export const BASE = '/api/cloudflare';

/** A request: a path below the backend's URL, and a body to send. */
export interface Call {
  method: string;
  path: string;
  body?: object;
}

/** What a route of the description is called with. */
interface Row {
  /** For the parameter of its path. */
  names?: readonly string[];
  /** Each is a call of its own. */
  queries?: readonly string[];
  bodies?: readonly object[];
  /** Nobody of the groups may call it. */
  forServices?: true;
}

/** What exists only once the backend has made it. */
export interface MadeNames {
  bundles: readonly string[];
  jobs: readonly string[];
}

const workers = { names: ['acme-api', 'acme-assistant'] };
const projects = { names: ['acme-docs', 'acme-admin'] };
const namespaces = {
  names: [MARKED_NAMESPACE, 'acme-cache', 'Customer sessions / EU (prod)'],
};
const buckets = { names: ['acme-prod-artifacts'] };
const gateways = { names: ['acme-ai-gateway', 'acme-ai-support'] };
const anything: Row = {};

/** What CI hands in. */
const buildManifest = {
  product: 'workers',
  name: 'acme-api',
  deploymentId: 'd1',
  commitSha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
  ciRunUrl: 'https://github.com/acme/api/actions/runs/1',
  ref: 'main',
  pullRequest: '7',
  actor: 'sam',
};

/** By what every route is called. One that has no row fails the suite. */
function rowsOf({ bundles, jobs }: MadeNames): Record<string, Row> {
  const actor = encodeURIComponent(`${added.author}@acme.example`);
  const whole = `from=${daysAgo(2)}&to=${daysAgo(0)}`;
  return {
    'get /health': anything,
    'get /v1/openapi.json': anything,
    'get /v1/accounts': anything,
    'get /v1/products': anything,
    'get /v1/sync': anything,
    'post /v1/sync': anything,
    'get /v1/token-permissions': anything,
    'get /v1/links': {
      queries: ['component=component:default/acme-api'],
    },
    'get /v1/workers/{script}/deployments': workers,
    'get /v1/workers/{script}/triggers': workers,
    'get /v1/workers/{script}/metrics': workers,
    'get /v1/workers/{script}/access': workers,
    'get /v1/pages/{project}/deployments': projects,
    'get /v1/pages/{project}/access': projects,
    'get /v1/zero-trust/users': anything,
    'get /v1/zero-trust/access/audit': {
      queries: [whole, `actor=${actor}`, 'allowed=false'],
    },
    'get /v1/zero-trust/access/activity': anything,
    'get /v1/zero-trust/export/audit': {
      queries: ['', 'download=true', 'variant=pseudonymous'],
    },
    'get /v1/queues': anything,
    'get /v1/queues/{name}/metrics': { names: ['acme-orders'] },
    'get /v1/kv/namespaces': anything,
    'get /v1/kv/{namespace}/keys': namespaces,
    'get /v1/kv/{namespace}/sample': namespaces,
    'get /v1/kv/{namespace}/metrics': namespaces,
    'get /v1/d1/databases': anything,
    'get /v1/d1/{db}/metadata': { names: ['acme-core'] },
    'get /v1/r2/buckets': anything,
    'get /v1/r2/{bucket}/lifecycle': buckets,
    'get /v1/r2/{bucket}/lifecycle/export': buckets,
    'get /v1/r2/{bucket}/metrics': buckets,
    'get /v1/ai-gateway/{name}/metrics': {
      ...gateways,
      queries: ['latency=true'],
    },
    'get /v1/ai-gateway/{name}/config': gateways,
    'get /v1/vectorize/indexes': anything,
    'get /v1/vectorize/{index}/stats': { names: ['acme-idx-support'] },
    'get /v1/analytics-engine/datasets': anything,
    'post /v1/analytics-engine/{dataset}/query': {
      names: ['acme_analytics'],
      bodies: [
        { query: 'SELECT count() AS points FROM acme_analytics' },
        { query: 'SELECT blob1, index1 FROM acme_analytics LIMIT 10' },
      ],
    },
    'get /v1/secrets-store/stores': anything,
    'get /v1/secrets-store/{store}/metadata': {
      names: ['acme-account-secrets'],
    },
    'get /v1/hyperdrive/configs': anything,
    'get /v1/hyperdrive/{config}/metrics': { names: ['acme-ledger'] },
    'get /v1/containers/services': anything,
    'get /v1/containers/{service}/status': { names: ['acme-converter'] },
    'get /v1/workflows': anything,
    'get /v1/workflows/{name}/runs': {
      names: ['acme-etl', 'acme-billing-close'],
    },
    'get /v1/durable-objects/classes': anything,
    'get /v1/durable-objects/{class}/metrics': {
      names: ['acme-checkout:CartLock'],
    },
    'get /v1/ai-search/indexes': anything,
    'get /v1/ai-search/{index}/health': {
      names: ['support:acme-product-docs', 'acme-site-index'],
    },
    'get /v1/browser-rendering/pools': anything,
    'get /v1/browser-rendering/quotas': anything,
    'get /v1/provenance/deployments': anything,
    'get /v1/provenance/summary': anything,
    'get /v1/provenance/manifests': {
      queries: ['product=workers&name=acme-api'],
    },
    'post /v1/provenance/manifests': {
      bodies: [
        buildManifest,
        { ...buildManifest, actor: `${added.submitter}@acme.example` },
      ],
      forServices: true,
    },
    'get /v1/evidence': anything,
    'post /v1/evidence': {
      bodies: [{ kind: 'r2-lifecycle' }],
    },
    'get /v1/evidence/chains': anything,
    'get /v1/evidence/coverage': anything,
    'get /v1/evidence/key': anything,
    'get /v1/evidence/{id}': { names: bundles },
    'get /v1/evidence/{id}/bundle': { names: bundles },
    'get /v1/evidence/{id}/document': { names: bundles },
    'get /v1/evidence/{id}/verify': { names: bundles },
    'get /v1/evidence/jobs/{id}': { names: jobs },
    'delete /v1/evidence/jobs/{id}': { names: jobs },
    'get /v1/posture': anything,
    'get /v1/posture/acceptance': anything,
    'get /v1/posture/entities/{ref}': {
      names: [
        'component:default/acme-api',
        'resource:default/cf-account',
        'resource:default/cf-zt-access',
      ],
    },
    'get /v1/posture/exemptions': anything,
    'get /v1/posture/facts': {
      queries: scorecardIds.map(id => `scorecard=${id}`),
    },
    'get /v1/posture/history': anything,
    'post /v1/posture/refresh': anything,
    'get /v1/posture/results': { queries: ['limit=200'] },
    'get /v1/posture/scorecards/{id}': { names: scorecardIds },
  };
}

/** What other plugins tell of what ours put into them. */
export const callsOfOthers: readonly Call[] = [
  '/api/catalog/entities',
  '/api/catalog/entities/by-query?limit=500',
  '/api/search/query?term=',
  '/api/search/query?term=canary',
  '/api/tech-insights/checks',
  '/api/tech-insights/fact-schemas',
  ...scorecardIds.map(
    id =>
      `/api/tech-insights/facts/latest?entity=resource:default/cf-account&ids=cloudflare-${id}`,
  ),
].map(path => ({ method: 'get', path }));

/** A described route, and what it is called with. */
export interface TabledRoute {
  name: string;
  calls: Call[];
  forServices: boolean;
}

/**
 * The routes of the API's own description with their calls.
 *
 * @throws when a route has no row, or a row no route
 */
export function tabledRoutes(
  paths: Record<string, object>,
  made: MadeNames,
): TabledRoute[] {
  const rows = rowsOf(made);
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method} ${path.slice(BASE.length)}`),
  );
  expect([...described].sort()).toEqual(Object.keys(rows).sort());
  return described.map(name => {
    const { forServices = false, ...row } = rows[name];
    return { name, forServices, calls: callsOf(name, row) };
  });
}

function callsOf(route: string, row: Row): Call[] {
  const { names = [''], queries = [''], bodies = [undefined] } = row;
  const [method, template] = route.split(' ');
  return names.flatMap(name =>
    queries.flatMap(query =>
      bodies.map(body => {
        const path = template.replace(/\{\w+\}/, encodeURIComponent(name));
        return { method, path: `${BASE}${path}${query && `?${query}`}`, body };
      }),
    ),
  );
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}
