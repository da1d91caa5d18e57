import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  ProductId,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * Which resources a rule of the configuration means. All of its parts must
 * fit; `*` stands for any characters.
 *
 * @public
 */
export interface ResourceMatch {
  product?: ProductId;
  /** The qualified name. */
  name?: string;
  /** A Cloudflare tag, `key:value` or bare. */
  tag?: string;
}

/**
 * What rules look at.
 *
 * @public
 */
export interface MatchedResource {
  product: ProductId;
  /** The qualified name. */
  name: string;
  /** Cloudflare tags, `key:value` or bare. */
  tags: readonly string[];
}

/**
 * Reads the `product`, `name` and `tag` of a rule.
 *
 * @param path - where the rule stands, for the message of an error
 * @throws InputError when the rule names an unknown product or nothing at all
 * @public
 */
export function readResourceMatch(config: Config, path: string): ResourceMatch {
  const match = {
    product: config.getOptionalString('product'),
    name: config.getOptionalString('name'),
    tag: config.getOptionalString('tag'),
  };
  if (match.product !== undefined && !Object.hasOwn(products, match.product)) {
    throw new InputError(
      `Invalid configuration at '${path}.product': there is no product '${
        match.product
      }'; the products are ${Object.keys(products).join(', ')}`,
    );
  }
  if (!match.product && !match.name && !match.tag) {
    throw new InputError(
      `Invalid configuration at '${path}': a rule needs at least one of product, name and tag`,
    );
  }
  return match as ResourceMatch;
}

/**
 * Whether a rule means a resource.
 *
 * @public
 */
export function matchesResource(
  match: ResourceMatch,
  resource: MatchedResource,
): boolean {
  const { product, name, tag } = match;
  return (
    (product === undefined || product === resource.product) &&
    (name === undefined || fits(name, resource.name)) &&
    (tag === undefined || resource.tags.some(value => fits(tag, value)))
  );
}

/**
 * The value of the first Cloudflare tag `key:value` with a key; undefined when
 * there is none.
 *
 * @public
 */
export function taggedValue(
  tags: readonly string[],
  key: string,
): string | undefined {
  const prefix = `${key}:`;
  return tags
    .find(tag => tag.startsWith(prefix) && tag.length > prefix.length)
    ?.slice(prefix.length);
}

// Walks both strings once, with a step back to the last `*`: a regular
// expression made of a pattern from the configuration could take for ever.
function fits(pattern: string, value: string): boolean {
  let p = 0;
  let v = 0;
  let star = -1;
  let resume = 0;
  while (v < value.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = v;
    } else if (p < pattern.length && pattern[p] === value[v]) {
      p++;
      v++;
    } else if (star >= 0) {
      p = star + 1;
      v = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') {
    p++;
  }
  return p === pattern.length;
}
