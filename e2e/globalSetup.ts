import { setTimeout as sleep } from 'node:timers/promises';
import { callBackend } from './demo';

/** The first sync begins soon after the start of the demo. */
const FIRST_SYNC_MS = 120_000;
const POLL_MS = 500;

/**
 * What the backend remembers for a while once it was read. A test that breaks
 * the simulator must not be the first to ask for it.
 */
const WARMED_UP = [
  '/cloudflare/v1/workers/acme-api/access',
  '/cloudflare/v1/pages/acme-web/access',
];

/** Waits until the demo's catalog holds what the first sync reads. */
export default async function globalSetup() {
  const baseUrl = process.env.E2E_BASE_URL;
  if (!baseUrl) {
    throw new Error('E2E_BASE_URL must name the demo to test');
  }
  const deadline = Date.now() + FIRST_SYNC_MS;
  while (!(await isFilled(baseUrl))) {
    if (Date.now() > deadline) {
      throw new Error(
        `The catalog was not filled within ${FIRST_SYNC_MS / 1000} seconds`,
      );
    }
    await sleep(POLL_MS);
  }
  for (const path of WARMED_UP) {
    const response = await callBackend(baseUrl, 'security', path);
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}`);
    }
  }
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
