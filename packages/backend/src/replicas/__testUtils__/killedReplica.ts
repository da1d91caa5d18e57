import { lockRow, waitingToUpdate } from './databaseLocks';
import { Replicas } from './Replicas';
import { until } from './until';

const SYNC = 'cloudflare:default:sync';
const VERSION =
  'GET /accounts/{account}/workers/workers/{worker}/versions/{version}';
const LONGER_THAN_THE_TEST_MS = 600_000;

/**
 * Kills a replica that is in the middle of a sync, and of evidence: its snapshot
 * is written, the head of its chain is moved, and its bundle not yet in it.
 *
 * @returns the id of the job that it had
 */
export async function killAtWork(
  { a, b, simulator, cloudflare }: Replicas,
  options: { stream: string; evidence: { from: string; to: string } },
): Promise<string> {
  // So that what is due is for the other one.
  b.halt();
  const endFault = simulator.injectFault({
    operation: VERSION,
    fault: { type: 'slow-headers', ms: LONGER_THAN_THE_TEST_MS },
  });
  simulator.resetStatistics();
  await a.trigger('catalog', SYNC);
  await until(async () => simulator.statistics().byOperation[VERSION]);

  const letHeadMove = await lockRow(cloudflare, 'evidence_streams', {
    stream: options.stream,
  });
  const { body } = await a.post('/evidence', {
    kind: 'access-audit',
    ...options.evidence,
  });
  await until(() => waitingToUpdate(cloudflare, 'evidence_streams'));
  const [draft] = await cloudflare('evidence_bundles').where({ seq: null });
  const letBundleIn = await lockRow(cloudflare, 'evidence_bundles', {
    id: draft.id,
  });
  await letHeadMove();
  await until(() => waitingToUpdate(cloudflare, 'evidence_bundles'));

  await a.kill();
  await letBundleIn();
  endFault();
  b.goOn();
  return body.data.id;
}

/** Lets the time pass after which a replica that gives no sign is dead. */
export async function leasesEnd({
  catalog,
  cloudflare,
}: Replicas): Promise<void> {
  const now = Date.now();
  await catalog('backstage_backend_tasks__tasks')
    .where({ id: SYNC })
    .whereNotNull('current_run_ticket')
    .update({ current_run_expires_at: new Date(now - 1_000) });
  await cloudflare('evidence_jobs')
    .where({ state: 'running' })
    .update({ lease_until: new Date(now - 1_000).toISOString() });
}
