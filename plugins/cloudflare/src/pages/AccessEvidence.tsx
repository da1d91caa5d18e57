import { EvidenceExportButton } from '../components/evidence/EvidenceExportButton';
import { useCloudflareTranslation } from '../components/useCloudflareTranslation';
import { lastSettledDay } from './evidence/kindForms';
import { dayText, windowOfDays } from './evidence/utcDays';
import { dayShown, TimeWindow } from './timeWindow';

/** Evidence of the day that the page Zero Trust shows. */
export function AccessEvidence(props: { account: string; window: TimeWindow }) {
  const { account, window } = props;
  const { t } = useCloudflareTranslation();
  const day = dayShown(window, lastSettledDay('access-audit', Date.now()));
  return (
    <EvidenceExportButton
      account={account}
      what={t('zeroTrustPage.audit.evidence', { day: dayText(day) })}
      request={{ kind: 'access-audit', ...windowOfDays(day, day) }}
    />
  );
}
