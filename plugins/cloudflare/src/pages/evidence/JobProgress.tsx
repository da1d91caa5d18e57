import { Text } from '@backstage/ui';
import { EvidenceJob } from '@cloudflare-backstage/plugin-cloudflare-common';
import { hasEnded } from '../../components/evidence/evidenceJobs';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import styles from './evidence.module.css';
import { evidenceActionTexts } from './evidenceActions.messages';

/** How far a job is. */
export function JobProgress(props: { job: EvidenceJob; label: string }) {
  const { done, records, total } = props.job.progress;
  const { t } = useSectionTranslation(evidenceActionTexts);
  const text = t('sections.evidenceActions.jobs.progress', {
    done: String(done),
    total: String(total),
    records: records.toLocaleString(),
  });
  return (
    <>
      {!hasEnded(props.job) && (
        <div
          role="progressbar"
          aria-label={props.label}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={done}
          aria-valuetext={text}
          className={styles.progress}
        >
          <div
            className={styles.done}
            style={{ width: `${total > 0 ? (done / total) * 100 : 0}%` }}
          />
        </div>
      )}
      <Text as="p" variant="body-small">
        {text}
      </Text>
    </>
  );
}
