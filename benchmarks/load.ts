import { JsonValue } from '@backstage/types';
import { startLoadedBackendProcess } from './support/loadedBackendProcess';
import { GROUP_COUNT } from './support/loadUsers';
import { LoadOutcome, requestLoad } from './support/requestLoad';
import { startSimulatorProcess } from './support/simulatorProcess';

const USERS = 50;
/** The sides take turns, so that what else the machine does disturbs both. */
const ROUNDS = 14;
const SLICE_MS = 1_500;
/** Both sides are compiled by then. */
const WARM_UP_MS = 3_000;
/** The least that can be configured: every answer is made anew in between. */
const CACHE_TTL_SECONDS = 30;
const WORKER = 'acme-api';
const ENTITY_REF = `resource:default/cf-worker-${WORKER}`;

/** What the pages Overview and Deployments and the tab of a Worker ask for. */
const ROUTES = [
  'accounts',
  'products',
  'sync?limit=50',
  'provenance/summary',
  'provenance/deployments?order=exceptions&limit=25',
  'posture',
  `posture/entities/${encodeURIComponent(ENTITY_REF)}`,
  `workers/${WORKER}/deployments?account=default`,
  `workers/${WORKER}/triggers?account=default`,
  `workers/${WORKER}/metrics?account=default`,
];

interface Answer {
  data: JsonValue;
  meta: { cache: string };
}

const PATHS = {
  ours: ROUTES.map(route => `/api/cloudflare/v1/${route}`),
  bare: ROUTES.map((_, index) => `/api/bare/${index}`),
};

async function read(url: string, token: string): Promise<Answer> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
  });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(`${url} answered ${JSON.stringify(body)}`);
  }
  return body as Answer;
}

/** Asks for everything as a user of each group; tells how many answers are kept. */
async function warmCache(url: string, tokens: readonly string[]) {
  let keys = 0;
  const answers: Answer[] = [];
  for (const token of tokens.slice(0, GROUP_COUNT)) {
    for (const [index, path] of PATHS.ours.entries()) {
      const first = await read(url + path, token);
      const second = await read(url + path, token);
      answers[index] = second;
      if (first.meta.cache === 'miss' && second.meta.cache === 'hit') {
        keys++;
      }
    }
  }
  return { keys, answers };
}

const total = (side: LoadOutcome) =>
  side.ms.reduce((sum, times) => sum + times.length, 0);

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number(sorted[Math.ceil(sorted.length * share) - 1].toFixed(1));
}

function merge(rounds: readonly LoadOutcome[]): LoadOutcome {
  return {
    ms: ROUTES.map((_, index) => rounds.flatMap(({ ms }) => ms[index])),
    errors: rounds.flatMap(({ errors }) => errors),
  };
}

/** How many requests of 50 people at once are answered, beside a bare router. */
export default async function load() {
  const simulator = await startSimulatorProcess({ quota: 'off' });
  const backend = await startLoadedBackendProcess({
    account: simulator,
    cacheTtlSeconds: CACHE_TTL_SECONDS,
    users: USERS,
    entityRef: ENTITY_REF,
  });
  try {
    const ask = (side: keyof typeof PATHS, durationMs: number) =>
      requestLoad(
        backend.url,
        backend.tokens.map((token, startAt) => ({
          headers: { authorization: `Bearer ${token}` },
          paths: PATHS[side],
          startAt,
        })),
        durationMs,
      );
    const { keys, answers } = await warmCache(backend.url, backend.tokens);
    await backend.setBareAnswers(answers as unknown as JsonValue[]);
    await ask('bare', WARM_UP_MS);
    await ask('ours', WARM_UP_MS);

    await warmCache(backend.url, backend.tokens);
    await simulator.resetStatistics();
    const start = performance.now();
    const rounds = { ours: [] as LoadOutcome[], bare: [] as LoadOutcome[] };
    for (let round = 0; round < ROUNDS; round++) {
      rounds.ours.push(await ask('ours', SLICE_MS));
      rounds.bare.push(await ask('bare', SLICE_MS));
    }
    const seconds = (performance.now() - start) / 1000;
    const upstream = await simulator.statistics();
    const ours = merge(rounds.ours);
    const bare = merge(rounds.bare);
    return {
      figures: {
        throughputRatio: {
          value: total(ours) / total(bare),
          target: 0.5,
          better: 'higher',
        },
        errors: {
          value: ours.errors.length + bare.errors.length,
          target: 0,
          better: 'lower',
        },
        upstreamRequests: {
          value: upstream.total,
          target: keys * Math.ceil(seconds / CACHE_TTL_SECONDS),
          better: 'lower',
        },
      },
      detail: {
        users: USERS,
        p99Ms: percentile(ours.ms.flat(), 0.99),
        bareP99Ms: percentile(bare.ms.flat(), 0.99),
        requests: { ours: total(ours), bare: total(bare) },
        seconds: Math.round(seconds),
        cacheTtlSeconds: CACHE_TTL_SECONDS,
        keys,
        upstream: upstream.byOperation,
        routes: ROUTES.map((route, index) => ({
          route,
          bytes: JSON.stringify(answers[index]).length,
          p50Ms: percentile(ours.ms[index], 0.5),
          p99Ms: percentile(ours.ms[index], 0.99),
          bareP50Ms: percentile(bare.ms[index], 0.5),
        })),
        firstErrors: [...ours.errors, ...bare.errors].slice(0, 3),
      },
    };
  } finally {
    backend.stop();
    simulator.stop();
  }
}
