import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  CloudflareClient,
  createCloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';
import cloudflareBackend from '@cloudflare-backstage/plugin-cloudflare-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  SimulatorProcess,
  startSimulatorProcess,
} from './support/simulatorProcess';

const PARALLEL_READS = 200;
/** A scaled-down rate limit, so that several windows fit into the benchmark. */
const QUOTA = { requests: 100, windowSeconds: 4, lockoutSeconds: 4 };
const WINDOWS = 4;
/** Demand over supply. */
const OVERLOAD = 3;
const LATENCY_MS = 40;
const INTERACTIVE_READS = 60;

/** Requests to Cloudflare that 200 people cost who open the same page at once. */
async function upstreamRequests(): Promise<number> {
  const simulator = await startSimulatorProcess({
    latencyMs: LATENCY_MS,
    quota: 'off',
  });
  const backend = await startTestBackend({
    features: [
      cloudflareBackend,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:0' },
          cloudflare: {
            accountId: simulator.accountId,
            apiToken: simulator.apiToken,
            apiBaseUrl: simulator.url,
          },
        },
      }),
    ],
  });
  const { port } = backend.server.address() as { port: number };
  const read = async (path: string) => {
    const response = await fetch(
      `http://localhost:${port}/api/cloudflare/v1/pages/${path}`,
      { headers: { authorization: mockCredentials.user.header() } },
    );
    const body = await response.json();
    if (!response.ok) {
      throw new Error(
        `${path} answered ${response.status}: ${JSON.stringify(body)}`,
      );
    }
    return body;
  };
  // The account's names are known to a backend that has been asked before.
  await read('acme-docs/deployments');
  await simulator.resetStatistics();
  await Promise.all(
    Array.from({ length: PARALLEL_READS }, () => read('acme-web/deployments')),
  );
  const { total } = await simulator.statistics();
  await backend.stop();
  simulator.stop();
  return total;
}

function clientOf(
  simulator: SimulatorProcess,
  budget: { requests: number; windowSeconds: number },
): Promise<CloudflareClient> {
  return createCloudflareClient({
    accountId: simulator.accountId,
    apiToken: simulator.apiToken,
    apiBaseUrl: simulator.url,
    budget: { ...budget, share: 1 },
  });
}

/** How the client behaves when three times as much is asked as is allowed. */
async function underOverload() {
  const simulator = await startSimulatorProcess({ quota: QUOTA });
  const client = await clientOf(simulator, QUOTA);
  const end = new AbortController();
  const demand = OVERLOAD * QUOTA.requests * WINDOWS;
  const reads = Array.from({ length: demand }, () =>
    client.account.get({ lane: 'background', signal: end.signal }).then(
      () => 1,
      () => 0,
    ),
  );
  await new Promise(done =>
    setTimeout(done, QUOTA.windowSeconds * WINDOWS * 1000 - 200),
  );
  const { total, rateLimited } = await simulator.statistics();
  end.abort();
  await Promise.all(reads);
  simulator.stop();
  return { demand, total, rateLimited, allowed: QUOTA.requests * WINDOWS };
}

function p95(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1];
}

/** Time of an interactive read, alone and while a sync reads all it can. */
async function interactiveLatency() {
  const simulator = await startSimulatorProcess({
    latencyMs: LATENCY_MS,
    quota: 'off',
  });
  const client = await clientOf(simulator, {
    requests: 100_000,
    windowSeconds: 300,
  });
  const measure = async () => {
    const times: number[] = [];
    for (let i = 0; i < INTERACTIVE_READS; i++) {
      const start = performance.now();
      await client.account.get({ lane: 'interactive' });
      times.push(performance.now() - start);
    }
    return p95(times);
  };
  await measure();
  const alone = await measure();

  let loaded = true;
  const background = Promise.all(
    Array.from({ length: 64 }, async () => {
      while (loaded) {
        await client.account.get({ lane: 'background' });
      }
    }),
  );
  const underLoad = await measure();
  loaded = false;
  await background;
  simulator.stop();
  return { alone, underLoad };
}

/** What many callers at once cost, and what they cost each other. */
export default async function burst() {
  const upstream = await upstreamRequests();
  const overload = await underOverload();
  const interactive = await interactiveLatency();
  return {
    figures: {
      upstreamRequests: { value: upstream, target: 1, better: 'lower' },
      selfCaused429: {
        value: overload.rateLimited,
        target: 0,
        better: 'lower',
      },
      quotaUsed: {
        value: overload.total / overload.allowed,
        target: 0.95,
        better: 'higher',
      },
      interactiveP95Ratio: {
        value: interactive.underLoad / interactive.alone,
        target: 1.5,
        better: 'lower',
      },
    },
    detail: {
      parallelReads: PARALLEL_READS,
      quota: QUOTA,
      windows: WINDOWS,
      budget:
        'upstream and interactive: out of the way; overload: 100 % of the quota',
      overload,
      latencyMs: LATENCY_MS,
      interactiveP95Ms: interactive,
    },
  };
}
