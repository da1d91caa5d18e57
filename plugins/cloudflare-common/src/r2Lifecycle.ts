import {
  R2Condition,
  R2Due,
  R2LifecycleRule,
  R2NormalizedRule,
} from './api/r2';

const SECONDS_PER_DAY = 86_400;

/**
 * A lifecycle rule of Cloudflare's in the terms that other object stores use.
 *
 * @public
 */
export function normalizeR2Rule(rule: R2LifecycleRule): R2NormalizedRule {
  const expiration = rule.deleteObjectsTransition;
  const abort = rule.abortMultipartUploadsTransition;
  return {
    id: rule.id,
    status: rule.enabled ? 'Enabled' : 'Disabled',
    filter: { prefix: rule.conditions.prefix ?? '' },
    transitions: (rule.storageClassTransitions ?? []).map(
      ({ condition, storageClass }) => ({ ...dueOf(condition), storageClass }),
    ),
    ...(expiration && { expiration: dueOf(expiration.condition) }),
    ...(abort && { abortIncompleteMultipartUpload: dueOf(abort.condition) }),
  };
}

/**
 * Whether a rule limits how long objects are kept. The rule that every bucket
 * has, for uploads that were not finished, does not.
 *
 * @public
 */
export function isR2Retention(rule: R2NormalizedRule): boolean {
  return rule.status === 'Enabled' && rule.expiration !== undefined;
}

function dueOf({ maxAge, date }: R2Condition): R2Due {
  if (maxAge === undefined) {
    return date === undefined ? {} : { date };
  }
  return maxAge % SECONDS_PER_DAY === 0
    ? { days: maxAge / SECONDS_PER_DAY }
    : { seconds: maxAge };
}
