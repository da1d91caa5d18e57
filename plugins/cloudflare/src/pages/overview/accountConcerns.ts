import {
  AccountStatus,
  ProductStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { isRefused, tokenExpiry } from '../../components/account/tokenState';
import type { Translate } from '../../components/useCloudflareTranslation';
import { PageLinks } from '../usePageLinks';
import { Concern, Place } from './Concern';

/** What needs attention of the tokens and of the use of the rate limit. */
export function tokenConcerns(
  accounts: readonly AccountStatus[],
  links: PageLinks,
  t: Translate,
): Concern[] {
  return accounts.flatMap(account => [
    ...tokenConcern(account, links, t),
    ...lockOutConcern(account, links, t),
  ]);
}

function tokenConcern(
  account: AccountStatus,
  links: PageLinks,
  t: Translate,
): Concern[] {
  const { key, token } = account;
  const concern = {
    id: `token ${key}`,
    severity: 'danger' as const,
    todo: t('overview.token.renew'),
    places: accountPlaces(account, links, t),
  };
  if (isRefused(token)) {
    return [
      {
        ...concern,
        title: t('overview.token.refused', { account: key }),
        why: token.problem?.message,
      },
    ];
  }
  const expiry = tokenExpiry(token);
  if (token.status === 'expired' || expiry === 'expired') {
    return [
      {
        ...concern,
        title: t('overview.token.expired', { account: key }),
        time: token.expiresAt
          ? { label: t('overview.token.expiredAt'), value: token.expiresAt }
          : undefined,
      },
    ];
  }
  if (token.status !== 'active' && token.status !== 'unknown') {
    return [
      {
        ...concern,
        title: t('overview.token.unusable', {
          account: key,
          status: token.status,
        }),
      },
    ];
  }
  if (token.expiresAt && (expiry === 'now' || expiry === 'soon')) {
    return [
      {
        ...concern,
        severity: expiry === 'now' ? 'danger' : 'warning',
        title: t('overview.token.expiresSoon', { account: key }),
        time: { label: t('overview.token.expires'), value: token.expiresAt },
      },
    ];
  }
  return [];
}

function lockOutConcern(
  account: AccountStatus,
  links: PageLinks,
  t: Translate,
): Concern[] {
  const { lockedOutUntil } = account.budget;
  return lockedOutUntil && Date.parse(lockedOutUntil) > Date.now()
    ? [
        {
          id: `locked out ${account.key}`,
          severity: 'danger',
          title: t('overview.lockedOut.title', { account: account.key }),
          time: { label: t('overview.lockedOut.until'), value: lockedOutUntil },
          todo: t('overview.lockedOut.todo'),
          places: accountPlaces(account, links, t),
        },
      ]
    : [];
}

/** The products that cannot be read, together where they have one cause. */
export function productConcerns(
  products: readonly ProductStatus[],
  links: PageLinks,
  t: Translate,
): Concern[] {
  const groups = new Map<string, ProductStatus[]>();
  for (const product of products) {
    if (product.state === 'degraded') {
      const { account, problem } = product;
      const cause = JSON.stringify([
        account,
        problem?.kind,
        problem?.permission,
      ]);
      groups.set(cause, [...(groups.get(cause) ?? []), product]);
    }
  }
  return [...groups].map(([cause, group]) =>
    productConcern(cause, group, links, t),
  );
}

function productConcern(
  cause: string,
  group: ProductStatus[],
  links: PageLinks,
  t: Translate,
): Concern {
  const { account, problem } = group[0];
  const isUnread = group.some(product => !product.lastCompleteSync);
  // The oldest says since when something is missing.
  const lastRead = group
    .flatMap(product => product.lastCompleteSync ?? [])
    .sort()[0];
  const why = [
    problem?.message,
    isUnread && t('overview.unreadable.never'),
  ].filter(Boolean);
  return {
    id: `products ${cause}`,
    severity:
      isUnread && problem?.kind !== 'not-entitled' ? 'danger' : 'warning',
    title:
      group.length === 1
        ? t('overview.unreadable.one', { account, product: group[0].title })
        : t('overview.unreadable.many', {
            account,
            number: String(group.length),
            products: group.map(({ title }) => title).join(', '),
          }),
    why: why.length > 0 ? why.join(' ') : undefined,
    time:
      isUnread || !lastRead
        ? undefined
        : { label: t('overview.unreadable.lastRead'), value: lastRead },
    todo: productTodo(group[0], t),
    places: [accountPage(account, links, t)],
  };
}

function productTodo({ problem }: ProductStatus, t: Translate): string {
  switch (problem?.kind) {
    case 'unauthorized':
    case 'not-entitled':
      return t(`overview.unreadable.todo.${problem.kind}`);
    case 'forbidden':
      return problem.permission
        ? t('overview.unreadable.todo.forbidden', {
            permission: problem.permission,
          })
        : t('overview.unreadable.todo.forbiddenUnnamed');
    default:
      return t('overview.unreadable.todo.other');
  }
}

/** The part of the page Accounts that tells of an account. */
export function accountPage(
  account: string,
  links: PageLinks,
  t: Translate,
): Place {
  return {
    kind: 'page',
    href: links.accounts(),
    title: t('overview.attention.accountsPage', { account }),
  };
}

function accountPlaces(
  { entityRef, key, name }: AccountStatus,
  links: PageLinks,
  t: Translate,
): Place[] {
  return [
    { kind: 'entity', entityRef, title: name ?? key },
    accountPage(key, links, t),
  ];
}
