/** End reasons that say nothing bad; Cloudflare documents none. */
const BENIGN_END_REASONS = [
  'finished',
  'completed',
  'complete',
  'success',
  'succeeded',
  'done',
  'no changes',
];

/**
 * Whether a job of AI Search counts as a success: it has ended, and the reason
 * for its end is absent or is a word for success. Cloudflare has no other sign;
 * items that could not be indexed are counted apart.
 *
 * @public
 */
export function isSuccessfulAiSearchJob(job: {
  endedAt?: string;
  endReason?: string;
}): boolean {
  const reason = job.endReason?.trim().toLowerCase() ?? '';
  return (
    job.endedAt !== undefined &&
    !Number.isNaN(Date.parse(job.endedAt)) &&
    (reason === '' || BENIGN_END_REASONS.includes(reason))
  );
}

/**
 * The successful job that ended last.
 *
 * @public
 */
export function lastSuccessfulAiSearchJob<
  T extends { endedAt?: string; endReason?: string },
>(jobs: readonly T[]): T | undefined {
  return jobs
    .filter(isSuccessfulAiSearchJob)
    .sort((a, b) => Date.parse(b.endedAt!) - Date.parse(a.endedAt!))[0];
}

/**
 * How an AI Search instance is called within an account: its id, and outside of
 * the default namespace the namespace before it.
 *
 * @public
 */
export function aiSearchQualifiedName(index: {
  id: string;
  namespace?: string;
}): string {
  const { id, namespace = 'default' } = index;
  return namespace === 'default' ? id : `${namespace}:${id}`;
}
