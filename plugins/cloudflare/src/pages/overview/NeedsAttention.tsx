import { Alert, Button, Flex, Text } from '@backstage/ui';
import { LoadingNotice, shownOf } from '../../components/StateBoundary';
import { StatusTag } from '../../components/StatusTag';
import {
  Translate,
  useCloudflareTranslation,
} from '../../components/useCloudflareTranslation';
import { PageLinks, usePageLinks } from '../usePageLinks';
import { productConcerns, tokenConcerns } from './accountConcerns';
import { Check, checksOf } from './checks';
import { bySeverity, Concern } from './Concern';
import { ConcernItem } from './ConcernItem';
import styles from './NeedsAttention.module.css';
import { provenanceConcerns, resourceConcerns } from './resourceConcerns';
import { syncConcerns } from './syncConcerns';
import { OverviewParts, RUNS_READ } from './useOverview';

/** More names do not tell more. */
const MOST_NAMES = 6;

/**
 * What needs attention, the most severe first. That nothing does is said only
 * when everything was checked.
 */
export function NeedsAttention(props: { parts: OverviewParts }) {
  const { parts } = props;
  const { t } = useCloudflareTranslation();
  const links = usePageLinks();
  const concerns = concernsOf(parts, links, t);
  const checks = checksOf(parts, t);
  const labels = (state: Check['state']) =>
    checks
      .filter(check => check.state === state)
      .map(({ label }) => label)
      .join(', ');
  const pending = labels('pending');
  const checked = labels('checked');
  return (
    <Flex direction="column" gap="3">
      {concerns.length > 0 && (
        <ul className={styles.list}>
          {concerns.map(concern => (
            <ConcernItem key={concern.id} concern={concern} />
          ))}
        </ul>
      )}
      <Gaps checks={checks} />
      {pending && concerns.length === 0 && <LoadingNotice />}
      {pending && (
        <Text as="p" color="secondary">
          {t('overview.attention.stillChecking', { parts: pending })}
        </Text>
      )}
      {!pending && concerns.length === 0 && checked && (
        <Calm checks={checks} checked={checked} />
      )}
    </Flex>
  );
}

function Calm(props: { checks: readonly Check[]; checked: string }) {
  const { checked, checks } = props;
  const { t } = useCloudflareTranslation();
  const isWhole = checks.every(
    ({ isStale, state, unknown = [] }) =>
      state === 'checked' && !isStale && unknown.length === 0,
  );
  return isWhole ? (
    <Flex direction="column" gap="1">
      <div>
        <StatusTag
          tone="success"
          label={t('overview.attention.nothingTitle')}
        />
      </div>
      <Text as="p" color="secondary">
        {t('overview.attention.nothing', { parts: checked })}
      </Text>
    </Flex>
  ) : (
    <Text as="p" color="secondary">
      {t('overview.attention.nothingFound', { parts: checked })}
    </Text>
  );
}

/** What could not be checked; what has one reason is told once. */
function Gaps(props: { checks: readonly Check[] }) {
  const { checks } = props;
  const { t } = useCloudflareTranslation();
  const failed = new Map<string, Check[]>();
  for (const check of checks) {
    if (check.state === 'failed') {
      const cause = JSON.stringify([check.reason, check.isKept]);
      failed.set(cause, [...(failed.get(cause) ?? []), check]);
    }
  }
  const unknown = checks.flatMap(check => check.unknown ?? []);
  const stale = checks.filter(({ isStale }) => isStale);
  return (
    <>
      {[...failed].map(([cause, group]) => (
        <Alert
          key={cause}
          status="warning"
          icon
          title={t(
            group[0].isKept
              ? 'overview.attention.recheckTitle'
              : 'overview.attention.uncheckedTitle',
            { parts: group.map(({ label }) => label).join(', ') },
          )}
          description={group[0].reason}
          customActions={
            group.some(({ retry }) => retry) && (
              <Button
                size="small"
                variant="secondary"
                onPress={() => group.forEach(({ retry }) => retry?.())}
              >
                {t('retry')}
              </Button>
            )
          }
        />
      ))}
      {unknown.length > 0 && (
        <Alert
          status="info"
          icon
          title={t('overview.attention.unknownTitle', {
            parts: fewNames(unknown, t),
          })}
          description={t('overview.attention.unknown')}
        />
      )}
      {stale.length > 0 && (
        <Alert
          status="info"
          icon
          title={t('overview.attention.staleTitle', {
            parts: stale.map(({ label }) => label).join(', '),
          })}
          description={t('overview.attention.stale')}
        />
      )}
    </>
  );
}

function fewNames(names: readonly string[], t: Translate): string {
  const more = names.length - MOST_NAMES;
  return [
    ...names.slice(0, MOST_NAMES),
    ...(more > 0 ? [t('overview.checks.more', { number: String(more) })] : []),
  ].join(', ');
}

function concernsOf(
  parts: OverviewParts,
  links: PageLinks,
  t: Translate,
): Concern[] {
  const accounts = shownOf(parts.accounts)?.data;
  const products = shownOf(parts.products)?.data;
  const runs = shownOf(parts.runs)?.data;
  // Runs of an account may be missing only because there are too many others.
  const isEveryRun = runs && runs.length < RUNS_READ;
  return bySeverity([
    ...tokenConcerns(accounts ?? [], links, t),
    ...productConcerns(products ?? [], links, t),
    ...syncConcerns(
      runs ?? [],
      {
        accounts: isEveryRun ? accounts?.map(({ key }) => key) : undefined,
        products,
      },
      links,
      t,
    ),
    ...resourceConcerns(parts.inventory.value ?? [], t),
    ...provenanceConcerns(
      shownOf(parts.counts)?.data,
      shownOf(parts.deployments)?.data,
      links,
      t,
    ),
  ]);
}
