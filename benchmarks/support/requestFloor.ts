import { SimulatorProcess } from './simulatorProcess';

interface Wire {
  success: boolean;
  result: any;
  result_info?: { total_count?: number; cursor?: string };
}

const JURISDICTIONS = ['default', 'eu', 'us', 'fedramp', 'fedramp-high'];

/** Lists that are read by page: how many items the API gives at once. */
const PAGED = {
  betaWorkers: ['/workers/workers', 100],
  pages: ['/pages/projects', 10],
  queues: ['/queues', 20],
  kv: ['/storage/kv/namespaces', 1000],
  d1: ['/d1/database', 10_000],
  aiGateway: ['/ai-gateway/gateways', 100],
  hyperdrive: ['/hyperdrive/configs', 100],
  workflows: ['/workflows', 100],
  durableObjects: ['/workers/durable_objects/namespaces', 1000],
  aiSearch: ['/ai-search/instances', 100],
} as const;

/** One request tells all of these. */
const WHOLE = {
  workersScripts: 1,
  workersDomains: 1,
  zeroTrust: 4,
  account: 1,
  vectorize: 1,
  analyticsEngine: 1,
  secretsStore: 1,
  containers: 1,
  browserRendering: 1,
  metrics: 1,
};

const pagesOf = (items: number, size: number) =>
  Math.max(1, Math.ceil(items / size));
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

/** Reads the account over plain HTTP, to know how much there is to read. */
function reader({ url, accountId, apiToken }: SimulatorProcess) {
  return async (path: string, headers?: object): Promise<Wire> => {
    const response = await fetch(`${url}/accounts/${accountId}${path}`, {
      headers: { authorization: `Bearer ${apiToken}`, ...headers },
    });
    return (await response.json()) as Wire;
  };
}

/**
 * The least number of requests that can tell the whole inventory: one list per
 * product and page, and what no list tells of a resource: a Worker's deployments
 * and the versions that serve traffic, a bucket's lifecycle, a gateway's
 * providers and routes, a store's secrets, a workflow's graph, an index's last
 * job.
 */
export async function requestFloor(simulator: SimulatorProcess) {
  const read = reader(simulator);
  const all = async (path: string): Promise<any[]> =>
    (await read(`${path}?per_page=100`)).result;

  const listed: Record<string, number> = { ...WHOLE };
  for (const [name, [path, size]] of Object.entries(PAGED)) {
    const { result, result_info } = await read(path);
    listed[name] = pagesOf(result_info?.total_count ?? result.length, size);
  }
  listed.tags = 0;
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const page: Wire = await read(
      `/tags/resources?per_page=100${cursor && `&cursor=${cursor}`}`,
    );
    listed.tags++;
    cursor = page.result_info?.cursor || undefined;
  }
  // A queue's list entry may leave out some of its consumers.
  const queues: any[] = [];
  for (let page = 1; page <= listed.queues; page++) {
    queues.push(...(await read(`/queues?page=${page}`)).result);
  }
  listed.consumers = queues.filter(
    queue => queue.consumers.length < queue.consumers_total_count,
  ).length;

  let buckets = 0;
  listed.r2 = 0;
  for (const jurisdiction of JURISDICTIONS) {
    const { success, result } = await read('/r2/buckets?per_page=1000', {
      'cf-r2-jurisdiction': jurisdiction,
    });
    if (success) {
      listed.r2++;
      buckets += result.buckets.length;
    }
  }

  const details = {
    workers: await detailsOfWorkers(read),
    r2: buckets,
    aiGateway: 2 * (await all('/ai-gateway/gateways')).length,
    secretsStore: sum(
      await Promise.all(
        (
          await all('/secrets_store/stores')
        ).map(async ({ id }) => {
          const { result_info } = await read(
            `/secrets_store/stores/${id}/secrets`,
          );
          return pagesOf(result_info?.total_count ?? 0, 100);
        }),
      ),
    ),
    containers: (await all('/containers/applications')).filter(
      ({ configuration }) => !configuration?.image,
    ).length,
    workflows: sum(
      await Promise.all(
        (
          await all('/workflows')
        ).map(async ({ name }) => {
          const { result } = await read(`/workflows/${name}/versions`);
          return result.some((version: any) => version.has_dag) ? 2 : 1;
        }),
      ),
    ),
    aiSearch: 2 * (await all('/ai-search/instances')).length,
  };
  const scripts: unknown[] = (await read('/workers/scripts')).result;
  return {
    listed,
    details,
    /** What no jurisdiction answers is tried once. */
    refused: JURISDICTIONS.length - listed.r2,
    workers: scripts.length,
    resourcesWithDetails:
      scripts.length +
      buckets +
      details.aiGateway / 2 +
      details.aiSearch / 2 +
      details.containers +
      WHOLE.secretsStore,
  };
}

async function detailsOfWorkers(
  read: ReturnType<typeof reader>,
): Promise<number> {
  const scripts: { id: string }[] = (await read('/workers/scripts')).result;
  let requests = 0;
  for (const { id } of scripts) {
    const [active] = (await read(`/workers/scripts/${id}/deployments`)).result
      .deployments;
    requests += 1 + (active?.versions.length ?? 0);
  }
  return requests;
}
