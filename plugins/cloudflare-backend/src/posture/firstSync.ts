import { setTimeout as delay } from 'node:timers/promises';
import {
  CloudflareAccount,
  CloudflareService,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { outcomeOf } from '../reading/outcomeOf';
import { PostureDependencies } from './PostureSources';
import { readSubjects } from './readSubjects';

/** How often and how long it is looked whether there is something to evaluate. */
export interface FirstSyncTimes {
  lookEveryMs: number;
  mostWaitMs: number;
}

// Longer than a first sync takes. After that, what is not known is told as it is.
const TIMES: FirstSyncTimes = { lookEveryMs: 2_000, mostWaitMs: 180_000 };

/**
 * Waits until the catalog has what the first sync of each account found. An
 * evaluation before that would tell of nothing but the wait, for an hour.
 */
export async function firstSync(
  dependencies: Pick<PostureDependencies, 'auth' | 'catalog' | 'catalogModule'>,
  cloudflare: CloudflareService,
  signal: AbortSignal,
  { lookEveryMs, mostWaitMs }: FirstSyncTimes = TIMES,
): Promise<void> {
  const end = Date.now() + mostWaitMs;
  while (Date.now() < end) {
    const { value: isThere } = await outcomeOf(
      isInCatalog(dependencies, cloudflare, signal),
    );
    if (isThere) {
      return;
    }
    await delay(lookEveryMs, undefined, { signal });
  }
}

async function isInCatalog(
  dependencies: Pick<PostureDependencies, 'auth' | 'catalog' | 'catalogModule'>,
  cloudflare: CloudflareService,
  signal: AbortSignal,
): Promise<boolean> {
  const { catalogModule } = dependencies;
  const hasRun = async ({ key: account }: CloudflareAccount) => {
    const runs = await catalogModule.runs({ limit: 2, account }, signal);
    return runs.some(({ outcome }) => outcome !== 'running');
  };
  const accounts = cloudflare.accounts();
  if (!(await Promise.all(accounts.map(hasRun))).every(Boolean)) {
    return false;
  }
  const statuses = await catalogModule.products(signal);
  const subjects = await readSubjects({ ...dependencies, cloudflare }, signal);
  // Besides, there is one of each account.
  const found = statuses.reduce((sum, { resources = 0 }) => sum + resources, 0);
  const resources = subjects.filter(({ kind }) => kind !== 'component');
  return resources.length >= found;
}
