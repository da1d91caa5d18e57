import { JsonObject } from '@backstage/types';
import { CfSecretCounts } from '@cloudflare-backstage/cloudflare-client';
import { SecretParameters } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';

const KEYS = ['plainTextSuspects', 'secretText', 'secretsStore'] as const;

/** Counts of secrets as details keep them. */
export const secretCounts = z.object({
  plainTextSuspects: z.number(),
  secretText: z.number(),
  secretsStore: z.number(),
}) satisfies z.ZodType<CfSecretCounts>;

/**
 * How what serves traffic comes by its secrets: of several versions the most
 * that one has, since they mostly are the same. Nothing while one is not read.
 */
export function secretParameters(
  versions: readonly (CfSecretCounts | undefined)[],
): JsonObject {
  const known = versions.filter(counts => counts !== undefined);
  if (known.length === 0 || known.length < versions.length) {
    return {};
  }
  const secrets: NonNullable<SecretParameters['secrets']> & JsonObject = {
    plainTextSuspects: 0,
    secretText: 0,
    secretsStore: 0,
  };
  for (const key of KEYS) {
    secrets[key] = Math.max(...known.map(counts => counts[key]));
  }
  return { secrets };
}
