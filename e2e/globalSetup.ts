import { setTimeout as sleep } from 'node:timers/promises';
import { callBackend, demosOfEnvironment } from './demo';

/** The first sync begins soon after the start of the demo. */
const FIRST_SYNC_MS = 120_000;
const EVALUATION_MS = 60_000;
const EVIDENCE_MS = 30_000;
/** Logs are read for the first time a minute after the start. */
const FIRST_LOGS_MS = 120_000;
const POLL_MS = 500;

/**
 * What the backend remembers for a while once it was read. A test that breaks
 * the simulator must not be the first to ask for it.
 */
const WARMED_UP = [
  '/cloudflare/v1/workers/acme-api/access',
  '/cloudflare/v1/pages/acme-web/access',
];

/**
 * Waits until each demo's catalog holds what the first sync reads, has its
 * posture evaluated, some evidence made, and its logs read.
 */
export default async function globalSetup() {
  await Promise.all(
    demosOfEnvironment().map(({ baseUrl }) => prepare(baseUrl)),
  );
}

async function prepare(baseUrl: string) {
  await until('The catalog was not filled', FIRST_SYNC_MS, () =>
    isFilled(baseUrl),
  );
  await evaluatePosture(baseUrl);
  await makeEvidence(baseUrl);
  for (const path of WARMED_UP) {
    const response = await callBackend(baseUrl, 'security', path);
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}`);
    }
  }
  await until('The logs were not read', FIRST_LOGS_MS, () =>
    areLogsRead(baseUrl),
  );
}

async function until(
  what: string,
  withinMs: number,
  isSo: () => Promise<boolean>,
) {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      throw new Error(`${what} within ${withinMs / 1000} seconds`);
    }
    await sleep(POLL_MS);
  }
}

/** One that runs by itself may have begun before the catalog was filled. */
async function evaluatePosture(baseUrl: string) {
  let before = '';
  const lastEvaluation = async () => {
    const response = await callBackend(
      baseUrl,
      'platform',
      '/cloudflare/v1/posture',
    );
    const { data } = await response.json();
    return data.evaluation;
  };
  await until('No evaluation could be started', EVALUATION_MS, async () => {
    before = (await lastEvaluation()).startedAt;
    const response = await callBackend(
      baseUrl,
      'platform',
      '/cloudflare/v1/posture/refresh',
      'POST',
    );
    return response.ok;
  });
  await until('Posture was not evaluated', EVALUATION_MS, async () => {
    const { startedAt, state } = await lastEvaluation();
    return startedAt !== before && state === 'finished';
  });
}

/** Pages look at chains, whichever tests have made evidence before. */
async function makeEvidence(baseUrl: string) {
  const evidence = '/cloudflare/v1/evidence';
  await callBackend(baseUrl, 'security', evidence, 'POST', {
    kind: 'inventory',
  });
  await until('No evidence was made', EVIDENCE_MS, async () => {
    const response = await callBackend(
      baseUrl,
      'security',
      `${evidence}/chains`,
    );
    const { data } = await response.json();
    return data.length > 0;
  });
}

async function isFilled(baseUrl: string): Promise<boolean> {
  const entities = ['cf-worker-acme-api', 'cf-pages-acme-web', 'cf-zt-access'];
  const responses = await Promise.all([
    callBackend(baseUrl, 'security', '/cloudflare/v1/sync?limit=1'),
    ...entities.map(name =>
      callBackend(
        baseUrl,
        'security',
        `/catalog/entities/by-name/resource/default/${name}`,
      ),
    ),
  ]).catch(() => []);
  if (responses.length === 0 || responses.some(({ ok }) => !ok)) {
    return false;
  }
  const { data } = await responses[0].json();
  return data[0]?.outcome === 'succeeded';
}

async function areLogsRead(baseUrl: string): Promise<boolean> {
  const response = await callBackend(
    baseUrl,
    'security',
    '/cloudflare/v1/evidence/coverage',
  );
  if (!response.ok) {
    return false;
  }
  const { data }: { data: { lastReadAt?: string }[] } = await response.json();
  return data.length > 0 && data.every(({ lastReadAt }) => lastReadAt);
}
