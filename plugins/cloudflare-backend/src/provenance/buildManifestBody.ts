import {
  manifestFields,
  ProvenanceFields,
} from '@cloudflare-backstage/cloudflare-provenance';
import { BuildManifestBody } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { accountKey, resourceName } from '../routing/fields';

/** Longer than any URL that is meant. */
const MOST_CHARACTERS = 2048;

/** A field in the form in which it may be shown; anything else is refused. */
function shown(field: keyof ProvenanceFields, expected: string) {
  return z
    .string(`expected ${expected}`)
    .max(MOST_CHARACTERS)
    .transform((value, context) => {
      // What would be cut off a URL was meant to say something.
      const isWhole = field === 'ref' || !/[?#]/.test(value);
      const valid = isWhole && manifestFields({ [field]: value })[field];
      if (!valid) {
        context.addIssue({ code: 'custom', message: `expected ${expected}` });
        return z.NEVER;
      }
      return valid;
    });
}

const url = 'an https URL without user info, query and fragment';
const product = z.enum(['workers', 'pages'], {
  error: `expected 'workers' or 'pages'`,
});

/** Which resource has manifests. */
export const manifestSubject = { product, name: resourceName };

/** What CI says of a deployment. */
export const buildManifestBody = z.object({
  account: accountKey.optional(),
  ...manifestSubject,
  deploymentId: z
    .string('expected the id of a deployment or of a version')
    .regex(/^[\w-]{1,100}$/, 'expected the id of a deployment or of a version'),
  commitSha: shown('commitSha', 'a commit SHA of 40 or 64 hex digits'),
  ciRunUrl: shown('ciRunUrl', url),
  repositoryUrl: shown('repositoryUrl', url).optional(),
  ref: shown(
    'ref',
    'the name of a branch or a tag, without an e-mail address',
  ).optional(),
  pullRequest: shown('pullRequest', `a number, or ${url}`).optional(),
  actor: shown('actor', 'a login, and no e-mail address').optional(),
  attempt: shown('attempt', 'a number').optional(),
  artifactSha256: z
    .string('expected 64 hex digits')
    .regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits')
    .optional(),
}) satisfies z.ZodType<BuildManifestBody>;
