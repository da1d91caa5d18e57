import { JsonObject } from '@backstage/types';

/**
 * The parameter that names the Analytics Engine datasets a resource writes to,
 * if any. Where nothing was written yet there is no entity to refer to.
 */
export function analyticsDatasets(
  bindings: readonly { type: string; targetName?: string }[],
): JsonObject {
  const names = bindings.flatMap(({ type, targetName }) =>
    type === 'analytics_engine' && targetName ? [targetName] : [],
  );
  return names.length > 0
    ? { analyticsDatasets: [...new Set(names)].sort() }
    : {};
}
