import { Text } from '@backstage/ui';
import { AccountStatus } from '@cloudflare-backstage/plugin-cloudflare-common';
import { StatusTag } from '../StatusTag';
import { Time } from '../Time';
import { durationText } from '../timeText';
import { useCloudflareTranslation } from '../useCloudflareTranslation';
import styles from './BudgetMeter.module.css';

/** From this share on, little is left. */
const SHORT = 0.9;

/** How much of the requests that the plugin allows itself is used. */
export function BudgetMeter(props: { budget: AccountStatus['budget'] }) {
  const { limit, lockedOutUntil, used, windowSeconds } = props.budget;
  const { t } = useCloudflareTranslation();
  const share = limit > 0 ? Math.min(1, Math.max(0, used / limit)) : 0;
  const text = t('accounts.budgetUsed', {
    used: String(used),
    limit: String(limit),
    window: durationText(windowSeconds * 1000),
  });
  return (
    <>
      <div
        role="meter"
        aria-label={t('accounts.budget')}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(used, limit)}
        aria-valuetext={text}
        className={styles.track}
      >
        <div
          className={`${styles.used} ${share >= SHORT ? styles.short : ''}`}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <Text as="p" variant="body-small">
        {text}
      </Text>
      {lockedOutUntil && Date.parse(lockedOutUntil) > Date.now() && (
        <>
          <StatusTag tone="danger" label={t('accounts.lockedOut')} />{' '}
          <Time value={lockedOutUntil} />
        </>
      )}
    </>
  );
}
