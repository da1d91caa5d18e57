import { Entity } from '@backstage/catalog-model';
import {
  DEFAULT_ACCOUNT_KEY,
  parseResourceAnnotation,
  Product,
  productIds,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** A resource as a Component's annotation names it. */
export interface NamedResource {
  annotation: string;
  product: Product;
  /** Key of the account. */
  account: string;
  /** Whether an account with that key is configured. */
  isConfigured: boolean;
  name: string;
  /** What a name that looks prefixed means, if no resource has it as a whole. */
  otherwise?: { account: string; name: string };
}

/** What the key of an account looks like, in front of a name. */
const PREFIXED = /^([a-z0-9-]{1,20})::\s*(.+)$/;

/** The resources that the annotations of a Component name, each of them once. */
export function namedResources(
  { metadata }: Entity,
  accountKeys: readonly string[],
): NamedResource[] {
  // A name without a key means the default account, or the only one.
  const unprefixed =
    accountKeys.length === 1 ? accountKeys[0] : DEFAULT_ACCOUNT_KEY;
  const named = new Map<string, NamedResource>();
  for (const id of productIds) {
    const product = products[id];
    const { annotation } = product;
    const value = annotation && metadata.annotations?.[annotation];
    for (const { accountKey, qualifiedName: name } of value
      ? parseResourceAnnotation(value, accountKeys)
      : []) {
      const account = accountKeys.includes(accountKey)
        ? accountKey
        : unprefixed;
      const [, key, rest] = PREFIXED.exec(name) ?? [];
      named.set(JSON.stringify([id, account, name]), {
        annotation: annotation!,
        product,
        account,
        isConfigured: accountKeys.includes(account),
        name,
        ...(key !== undefined && { otherwise: { account: key, name: rest } }),
      });
    }
  }
  return [...named.values()];
}
