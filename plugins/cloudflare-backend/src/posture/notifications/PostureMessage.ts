import { NotificationPayload } from '@backstage/plugin-notifications-common';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { StoredEntity, StoredResult } from '../StoredPosture';

/** What messages lead to that are not about one entity. */
export const SCORECARDS_PAGE = '/cloudflare/scorecards';

/** What an owner is to be told. */
export interface PostureMessage {
  /** Entity ref. */
  owner: string;
  payload: NotificationPayload;
  /** Results that it is about, and what is kept of that it was told. */
  about: readonly {
    result: StoredResult;
    told: Pick<StoredResult, 'notifiedAt' | 'expiryTold'>;
  }[];
}

/** The items of each owner; what nobody owns is left out. */
export function byOwner<Item>(
  items: readonly Item[],
  ownerOf: (item: Item) => string | undefined,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const owner = ownerOf(item);
    if (owner !== undefined) {
      groups.set(owner, [...(groups.get(owner) ?? []), item]);
    }
  }
  return groups;
}

/**
 * Whether the policy hides the entity from those who may not read the product.
 * Among those who own it there can be such, so that no message tells of it what
 * it is or what is wrong with it, nor in its scope.
 */
export function isHidden({ subject }: StoredEntity): boolean {
  return (
    subject !== 'account' &&
    subject !== 'component' &&
    products[subject].hiddenWithoutPermission === true
  );
}
