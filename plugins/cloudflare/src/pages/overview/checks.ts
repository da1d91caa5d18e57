import { failureOf } from '../../api/failures';
import { Reading } from '../../api/useReading';
import { accountAccess } from '../../components/account/accountAccess';
import { isRefused } from '../../components/account/tokenState';
import {
  Access,
  permissionText,
  shownOf,
} from '../../components/StateBoundary';
import type { Translate } from '../../components/useCloudflareTranslation';
import { deploymentsAccess } from '../deploymentsAccess';
import { OverviewParts } from './useOverview';

/** Something that is looked through for what needs attention. */
export interface Check {
  label: string;
  state: 'pending' | 'checked' | 'failed';
  /** Why it could not be checked. */
  reason?: string;
  /** What was found when it was checked before is still told. */
  isKept?: boolean;
  /** Absent where trying again changes nothing. */
  retry?(): void;
  /** What of it was not read, or not anew; such a thing may need attention. */
  unknown?: string[];
  isStale?: boolean;
}

/** What is checked, and how far that came. */
export function checksOf(parts: OverviewParts, t: Translate): Check[] {
  const { accounts, counts, deployments, inventory, products, runs } = parts;
  return [
    {
      label: t('overview.checks.tokens'),
      ...stateOf(accounts, accountAccess, t),
      unknown: accounts.response?.data
        .filter(({ token }) => token.status === 'unknown' && !isRefused(token))
        .map(({ key }) => t('overview.checks.tokenOf', { account: key })),
    },
    {
      label: t('overview.checks.products'),
      ...stateOf(products, accountAccess, t),
      unknown: products.response?.data
        .filter(({ state }) => state === 'unknown')
        .map(({ account: key, title }) =>
          t('overview.checks.productOf', { account: key, product: title }),
        ),
    },
    {
      label: t('overview.checks.inventory'),
      state: inventoryState(inventory),
      reason:
        inventory.error && `${t('tab.failed')}: ${inventory.error.message}`,
      isKept: inventory.error && inventory.value !== undefined,
      retry: inventory.retry,
    },
    {
      label: t('overview.checks.provenance'),
      ...stateOf(
        counts.error || !deployments.error ? counts : deployments,
        deploymentsAccess,
        t,
      ),
      unknown: unreadDeployments(parts, t),
    },
    {
      label: t('overview.checks.sync'),
      ...stateOf(runs, accountAccess, t),
      unknown:
        runs.response?.meta.complete === false
          ? [t('overview.checks.sync')]
          : [],
    },
  ];
}

function stateOf(
  reading: Reading<unknown>,
  access: Access,
  t: Translate,
): Pick<Check, 'state' | 'reason' | 'retry' | 'isKept' | 'isStale'> {
  const { error, response, retry } = reading;
  if (error) {
    const failure = failureOf(error);
    return failure.state === 'not-permitted'
      ? {
          state: 'failed',
          reason: permissionText(access, t),
        }
      : {
          state: 'failed',
          reason: failure.message,
          retry,
          isKept: shownOf(reading) !== undefined,
        };
  }
  return response
    ? { state: 'checked', isStale: response.meta.cache === 'stale' }
    : { state: 'pending' };
}

function inventoryState({
  error,
  value,
}: OverviewParts['inventory']): Check['state'] {
  if (error) {
    return 'failed';
  }
  return value ? 'checked' : 'pending';
}

function unreadDeployments(
  { counts, deployments }: OverviewParts,
  t: Translate,
): string[] {
  const unread = counts.response?.data.states.unknown ?? 0;
  if (unread > 0) {
    return [t('overview.checks.unreadDeployments', { count: unread })];
  }
  const isWhole =
    counts.response?.meta.complete !== false &&
    deployments.response?.meta.complete !== false;
  return isWhole ? [] : [t('overview.checks.provenance')];
}
