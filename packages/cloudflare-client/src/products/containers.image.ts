import type { CfContainerImage } from './containers.types';

const MOST_CHARACTERS = 512;
/** What stands before `@` is without credentials: these have an `@` of their own. */
const REFERENCE =
  /^(?<name>[a-z0-9[][\w.:/[\]-]*?)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>[a-z0-9+._-]+:[0-9a-f]{32,128}))?$/i;
const COMPONENT = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/i;
const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i;

/**
 * Reads `host:port/path:tag@digest`. A registry's port is no tag, and what is
 * referred to by digest alone has none. Undefined for what is no reference.
 */
export function parseImage(reference: string): CfContainerImage | undefined {
  const groups =
    reference.length > MOST_CHARACTERS
      ? undefined
      : REFERENCE.exec(reference)?.groups;
  if (!groups) {
    return undefined;
  }
  const { name, tag, digest } = groups;
  const [first, ...rest] = name.split('/');
  const hasRegistry =
    rest.length > 0 && (/[.:[]/.test(first) || first === 'localhost');
  const components = hasRegistry ? rest : [first, ...rest];
  if (
    (hasRegistry && !HOST.test(first)) ||
    !components.every(component => COMPONENT.test(component))
  ) {
    return undefined;
  }
  return {
    reference,
    registry: hasRegistry ? first : undefined,
    path: components.join('/'),
    tag,
    digest,
  };
}
