import { CloudflareResource } from './cloudflareResource';

/**
 * Why somebody should look at a resource, the worst first:
 *
 * - `failed-build`: its last build failed
 * - `provenance-conflict`: sources disagree on where its deployment came from
 * - `dangling-binding`: it is bound to something that does not exist
 * - `no-provenance`: it serves production, and nothing tells where it came from
 * - `orphan`: nothing uses it, which is worth a look and no fault
 */
export type AttentionKind =
  | 'failed-build'
  | 'provenance-conflict'
  | 'dangling-binding'
  | 'no-provenance'
  | 'orphan';

/** Something about a resource that needs somebody. */
export interface Attention {
  kind: AttentionKind;
  /** Since when, RFC 3339, where it is known. */
  since?: string;
  /** What it is about, such as the stage of a build or the name of a binding. */
  subject?: string;
}

/**
 * What about a resource needs somebody, as its entity tells it.
 *
 * @param production - the environments that count as production; a resource
 *   that no rule gives an environment may be one, too
 */
export function attentionOf(
  resource: CloudflareResource,
  production: readonly string[],
): Attention[] {
  const { environment, parameters } = resource;
  const found: Attention[] = [];
  const build = parameters.nested('failedBuild');
  if (build) {
    found.push({
      kind: 'failed-build',
      since: build.text('failedAt'),
      subject: build.text('stage'),
    });
  }
  const deployment = parameters.nested('lastDeployment');
  const provenance = deployment?.text('provenance');
  const since = deployment?.text('deployedAt');
  if (provenance === 'conflict') {
    found.push({ kind: 'provenance-conflict', since });
  }
  for (const subject of parameters.texts('danglingBindings') ?? []) {
    found.push({ kind: 'dangling-binding', subject });
  }
  if (
    provenance === 'none' &&
    (environment === undefined || production.includes(environment))
  ) {
    found.push({ kind: 'no-provenance', since });
  }
  if (parameters.flag('orphan')) {
    found.push({ kind: 'orphan' });
  }
  return found;
}
