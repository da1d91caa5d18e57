import { productIds, products } from './products';

/**
 * The key of the account that a flat configuration describes.
 *
 * @public
 */
export const DEFAULT_ACCOUNT_KEY = 'default';

/**
 * Annotation on Resources: the key of the account that they belong to.
 *
 * @public
 */
export const ANNOTATION_CLOUDFLARE_ACCOUNT = 'cloudflare.com/account';

/**
 * Annotation on Resources: the qualified name within account and product.
 *
 * @public
 */
export const ANNOTATION_CLOUDFLARE_NAME = 'cloudflare.com/name';

/**
 * Label on Resources: the environment that they belong to, where a rule or a
 * tag says so.
 *
 * @public
 */
export const LABEL_CLOUDFLARE_ENVIRONMENT = 'cloudflare.com/environment';

/**
 * Label on Resources and Components: the class of the data that they hold, such
 * as `pii`. On Resources a Cloudflare tag or a rule says so; none is guessed.
 *
 * @public
 */
export const LABEL_CLOUDFLARE_DATA_CLASS = 'cloudflare.com/data-class';

/**
 * Annotation on Components: where the retention of personal or regulated data
 * in KV and R2 is described; a path in the Component's TechDocs or an https URL.
 *
 * @public
 */
export const ANNOTATION_RETENTION_DOC = 'cloudflare.com/retention-doc';

/**
 * Annotation on Components: where the schema of D1 databases and KV values is
 * described; a path in the Component's TechDocs or an https URL.
 *
 * @public
 */
export const ANNOTATION_SCHEMA_DOC = 'cloudflare.com/schema-doc';

/**
 * Annotation on Components: where the WebSocket use of Durable Objects is
 * described; a path in the Component's TechDocs or an https URL.
 *
 * @public
 */
export const ANNOTATION_WEBSOCKET_DOC = 'cloudflare.com/websocket-doc';

/**
 * Annotation on Components: `true` where a Component uses nothing of Cloudflare,
 * so that nobody expects it to name resources.
 *
 * @public
 */
export const ANNOTATION_NOT_ON_CLOUDFLARE = 'cloudflare.com/not-on-cloudflare';

/**
 * The annotations by which a Component names Cloudflare resources.
 *
 * @public
 */
export const resourceAnnotations: string[] = productIds.flatMap(
  id => products[id].annotation ?? [],
);

/**
 * A resource as an annotation names it.
 *
 * @public
 */
export interface AnnotatedResource {
  accountKey: string;
  qualifiedName: string;
}

/**
 * Reads the value of a `cloudflare.com/<product>` annotation: qualified names,
 * separated by commas, `\` before a comma that belongs to a name, and
 * `<accountKey>::<name>` for another account. A prefix counts only if it is
 * the key of a configured account; otherwise it is part of the name.
 *
 * @public
 */
export function parseResourceAnnotation(
  value: string,
  accountKeys: readonly string[],
): AnnotatedResource[] {
  const names: string[] = [];
  let name = '';
  for (let i = 0; i < value.length; i++) {
    if (value[i] === '\\' && value[i + 1] === ',') {
      name += ',';
      i++;
    } else if (value[i] === ',') {
      names.push(name);
      name = '';
    } else {
      name += value[i];
    }
  }
  names.push(name);

  const seen = new Set<string>();
  const resources: AnnotatedResource[] = [];
  for (const raw of names) {
    const trimmed = raw.trim();
    const split = trimmed.indexOf('::');
    const prefix = trimmed.slice(0, Math.max(split, 0));
    const resource =
      split > 0 && accountKeys.includes(prefix)
        ? { accountKey: prefix, qualifiedName: trimmed.slice(split + 2).trim() }
        : { accountKey: DEFAULT_ACCOUNT_KEY, qualifiedName: trimmed };
    const identity = JSON.stringify(resource);
    if (resource.qualifiedName !== '' && !seen.has(identity)) {
      seen.add(identity);
      resources.push(resource);
    }
  }
  return resources;
}

/**
 * Writes the value of a `cloudflare.com/<product>` annotation; the inverse of
 * {@link parseResourceAnnotation}, save for white space around a name.
 *
 * @public
 */
export function formatResourceAnnotation(
  resources: readonly AnnotatedResource[],
): string {
  return (
    resources
      .map(({ accountKey, qualifiedName }) =>
        // A name that looks prefixed itself is not mistaken with a prefix of its own.
        accountKey === DEFAULT_ACCOUNT_KEY && !qualifiedName.includes('::')
          ? qualifiedName
          : `${accountKey}::${qualifiedName}`,
      )
      // A closing backslash would escape the comma after it.
      .map(name => name.replace(/,/g, '\\,').replace(/\\$/, '\\ '))
      .join(', ')
  );
}
