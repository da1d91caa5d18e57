import {
  ApiMeta,
  ApiResponse,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** Answers together are as old as the oldest, and as whole as the least whole. */
export function metaOfAll(
  responses: readonly ApiResponse<unknown>[],
  isOld = false,
): ApiMeta {
  const metas = responses.map(({ meta }) => meta);
  const problems = metas.flatMap(meta => meta.problems ?? []);
  return {
    account: metas[0].account,
    fetchedAt: metas
      .map(({ fetchedAt }) => fetchedAt)
      .reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a)),
    cache:
      isOld || metas.some(({ cache }) => cache === 'stale') ? 'stale' : 'hit',
    complete: metas.every(({ complete }) => complete),
    masked: metas.some(({ masked }) => masked),
    problems: [
      ...new Map(
        problems.map(problem => [JSON.stringify(problem), problem]),
      ).values(),
    ],
  };
}
