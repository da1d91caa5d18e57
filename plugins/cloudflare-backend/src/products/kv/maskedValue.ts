import { maskedKey } from '../../redaction/maskedKey';
import { AccountPseudonyms } from '../../redaction/Pseudonyms';

/** Paths of JSON values that are shown, as trees of their segments. */
export interface AllowedPaths {
  isShown: boolean;
  below: ReadonlyMap<string, AllowedPaths>;
}

/** The segment that means every item of a list. */
const ITEMS = '[]';
const SEGMENT = /^[^.[\]]+$/;

const NOTHING: AllowedPaths = { isShown: false, below: new Map() };

/**
 * Reads paths such as `status` or `cart[].sku`.
 *
 * @throws Error for what is no path
 */
export function parseAllowedPaths(paths: readonly string[]): AllowedPaths {
  interface Node {
    isShown: boolean;
    below: Map<string, Node>;
  }
  const root: Node = { isShown: false, below: new Map() };
  for (const path of paths) {
    let node = root;
    for (const segment of path.replaceAll(ITEMS, `.${ITEMS}`).split('.')) {
      // A path can begin with the items of a list.
      const isItems = segment === ITEMS;
      if (!isItems && !SEGMENT.test(segment)) {
        if (segment === '' && node === root && path.startsWith(ITEMS)) {
          continue;
        }
        throw new Error(
          `'${path}' is no path of a JSON value such as 'status' or 'cart[].sku'`,
        );
      }
      const next = node.below.get(segment) ?? {
        isShown: false,
        below: new Map(),
      };
      node.below.set(segment, next);
      node = next;
    }
    node.isShown = true;
  }
  return root;
}

/** Text of which nothing is left but what it is and how long. */
export function maskedText(text: string): string {
  return `<text of ${[...text].length}>`;
}

/** A JSON value of which structure and allowed leaves are left. */
export function maskedJson(
  value: unknown,
  allowed: AllowedPaths,
  pseudonyms: AccountPseudonyms,
): unknown {
  if (Array.isArray(value)) {
    const below = allowed.below.get(ITEMS) ?? NOTHING;
    return value.map(item => maskedJson(item, below, pseudonyms));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => {
        const below = allowed.below.get(key) ?? NOTHING;
        // What is a key here can be a person elsewhere.
        const name = below === NOTHING ? maskedKey(key, pseudonyms) : key;
        return [name, maskedJson(field, below, pseudonyms)];
      }),
    );
  }
  if (value === null || allowed.isShown) {
    return value;
  }
  return typeof value === 'string' ? maskedText(value) : `<${typeof value}>`;
}
