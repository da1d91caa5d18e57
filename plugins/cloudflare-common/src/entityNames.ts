import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { DEFAULT_ACCOUNT_KEY } from './annotations';
import { Product } from './products';

/** The longest entity name that the catalog accepts. */
const MAX_NAME_LENGTH = 63;
const HASH_LENGTH = 8;

/**
 * `spec.type` of the Resource that stands for an account.
 *
 * @public
 */
export const ACCOUNT_RESOURCE_TYPE = 'cloudflare-account';

/**
 * Name of the Resource that stands for an account.
 *
 * @public
 */
export const ACCOUNT_ENTITY_NAME = 'cf-account';

/**
 * What an account needs to tell to name its entities.
 *
 * @public
 */
export interface NamingAccount {
  /**
   * Key of the account in the configuration: lower-case letters, digits and
   * dashes, at most 20 characters, so that a name has room for it.
   */
  key: string;
  /** Cloudflare's id of the account. */
  accountId: string;
}

/**
 * Names the catalog entity of a resource. Pure, so that the sync, the
 * annotation processor and the frontend agree without asking each other.
 *
 * @param collidingId - the native id, given when another resource with a
 *   smaller native id has the same name already
 * @public
 */
export function resourceEntityName(
  product: Product,
  account: NamingAccount,
  qualifiedName: string,
  collidingId?: string,
): string {
  const suffix = accountSuffix(account);
  if (product.onePerAccount) {
    return product.entityNamePrefix + suffix;
  }
  const slug = slugOf(qualifiedName);
  const name = product.entityNamePrefix + slug + suffix;
  if (
    collidingId === undefined &&
    slug !== '' &&
    slug === qualifiedName &&
    name.length <= MAX_NAME_LENGTH
  ) {
    return name;
  }
  const hash = bytesToHex(
    sha256(
      utf8ToBytes(
        JSON.stringify([
          account.accountId,
          product.id,
          collidingId ?? qualifiedName,
        ]),
      ),
    ),
  ).slice(0, HASH_LENGTH);
  const room =
    MAX_NAME_LENGTH -
    product.entityNamePrefix.length -
    suffix.length -
    HASH_LENGTH -
    1;
  const stem = slug.slice(0, Math.max(room, 0)).replace(/[-_]+$/, '');
  return `${product.entityNamePrefix}${stem ? `${stem}-` : ''}${hash}${suffix}`;
}

/**
 * Names the catalog entity of an account.
 *
 * @public
 */
export function accountEntityName(account: NamingAccount): string {
  return ACCOUNT_ENTITY_NAME + accountSuffix(account);
}

// Slugs hold no dot, so what follows one can only be the account.
function accountSuffix(account: NamingAccount): string {
  return account.key === DEFAULT_ACCOUNT_KEY ? '' : `.${account.key}`;
}

function slugOf(qualifiedName: string): string {
  return qualifiedName
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
}
