import {
  EvidenceJob,
  EvidenceRequestBody,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareApi } from '../../api';
import { mayStayAfter } from '../../api/failures';

const POLL_MS = 1_500;
/** So often in a row may a look fail, until nothing is known any more. */
const MOST_FAILURES = 5;

/** Whether nothing happens to a job any more. */
export function hasEnded({ state }: EvidenceJob): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/** Has evidence made; the answer is the job that makes it. */
export async function beginEvidence(
  api: CloudflareApi,
  account: string,
  body: EvidenceRequestBody,
): Promise<EvidenceJob> {
  const { data } = await api.post<EvidenceJob>(
    { path: ['evidence'], query: { account } },
    { body },
  );
  return data;
}

/** Ends a job; what it made until then stays. */
export async function cancelEvidence(
  api: CloudflareApi,
  id: string,
): Promise<void> {
  await api.delete({ path: ['evidence', 'jobs', id] });
}

/**
 * Follows a job until it has ended, and tells of every look. A look that fails
 * is repeated: the job goes on, whether or not it can be seen.
 */
export async function followEvidence(
  api: CloudflareApi,
  id: string,
  options: { signal: AbortSignal; onLook: (job: EvidenceJob) => void },
): Promise<EvidenceJob | undefined> {
  const { onLook, signal } = options;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const { data } = await api.read<EvidenceJob>(
        { path: ['evidence', 'jobs', id] },
        { signal, isRefresh: true },
      );
      if (signal.aborted) {
        return undefined;
      }
      failures = 0;
      onLook(data);
      if (hasEnded(data)) {
        return data;
      }
    } catch (error) {
      failures += 1;
      if (
        !signal.aborted &&
        (failures >= MOST_FAILURES || !mayStayAfter(error as Error))
      ) {
        throw error;
      }
    }
    await pause(signal);
  }
  return undefined;
}

async function pause(signal: AbortSignal): Promise<void> {
  let wake = () => {};
  const timer = setTimeout(() => wake(), POLL_MS);
  await new Promise<void>(resolve => {
    wake = resolve;
    signal.addEventListener('abort', wake);
  });
  clearTimeout(timer);
  signal.removeEventListener('abort', wake);
}
