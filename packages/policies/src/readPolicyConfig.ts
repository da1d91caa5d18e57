import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { cloudflareUnmaskingPermissions } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { cloudflarePolicyMatrix, PolicyMatrix } from './matrix';

const KEY = 'cloudflare.policy';

const configSchema = z.strictObject({
  fallback: z.enum(['allow', 'deny']).default('allow'),
  groups: z.record(z.string(), z.array(z.string())).default({}),
});

/**
 * The policy as it is configured.
 *
 * @public
 */
export interface PolicyConfig {
  matrix: PolicyMatrix;
  /** What happens to permissions that are not in the matrix, nor ours. */
  fallback: 'allow' | 'deny';
  /** The groups and users that are configured. */
  holders: readonly ConfiguredHolder[];
}

/**
 * A group or user of `cloudflare.policy.groups`.
 *
 * @public
 */
export interface ConfiguredHolder {
  /** Where it is configured, as messages name it. */
  key: string;
  /** In its full form. */
  entityRef: string;
}

/**
 * Reads `cloudflare.policy`: the suggested matrix, with what is configured of
 * groups in its place.
 *
 * @throws InputError for a wrong configuration, naming the key: also for
 *   permissions that do not exist, patterns that fit none, and whatever is no
 *   full entity ref of a group or user
 * @public
 */
export function readPolicyConfig(config: Config): PolicyConfig {
  const parsed = configSchema.safeParse(config.getOptional(KEY) ?? {});
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw wrong([KEY, ...path].join('.'), message);
  }
  const { fallback, groups } = parsed.data;
  const given = new Map<string, Set<string>>();
  const holders: ConfiguredHolder[] = [];
  for (const [ref, permissions] of Object.entries(groups)) {
    const key = `${KEY}.groups.'${ref}'`;
    const holder = holderOf(ref, key);
    if (given.has(holder)) {
      throw wrong(key, `'${holder}' is configured twice`);
    }
    holders.push({ key, entityRef: holder });
    given.set(
      holder,
      new Set(permissions.flatMap(pattern => permissionsOf(pattern, key))),
    );
  }
  return {
    fallback,
    holders,
    matrix: Object.fromEntries(
      Object.entries(cloudflarePolicyMatrix).map(([permission, suggested]) => [
        permission,
        [
          ...suggested.filter(holder => !given.has(holder)),
          ...[...given]
            .filter(([, permissions]) => permissions.has(permission))
            .map(([holder]) => holder),
        ],
      ]),
    ),
  };
}

function holderOf(ref: string, key: string): string {
  // All of it has to be written out: a default would be a guess at who is meant.
  const isFull = /^(group|user):[^:/\s]+\/[^:/\s]+$/i.test(ref);
  if (!isFull) {
    throw wrong(
      key,
      `expected the full entity ref of a group or user, such as 'group:default/sre'`,
    );
  }
  return stringifyEntityRef(parseEntityRef(ref));
}

function permissionsOf(pattern: string, key: string): string[] {
  const names = Object.keys(cloudflarePolicyMatrix);
  const isPattern = pattern.includes('*');
  const unmasking = cloudflareUnmaskingPermissions.map(({ name }) => name);
  const found = isPattern
    ? names.filter(name => fits(pattern, name) && !unmasking.includes(name))
    : names.filter(name => name === pattern);
  if (found.length === 0) {
    throw wrong(
      key,
      isPattern
        ? `the pattern '${pattern}' fits no permission; those that lift a mask have to be named`
        : `there is no permission '${pattern}'; there are ${names.join(', ')}`,
    );
  }
  return found;
}

function fits(pattern: string, name: string): boolean {
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

function wrong(key: string, reason: string): InputError {
  return new InputError(`Invalid configuration at '${key}': ${reason}`);
}
