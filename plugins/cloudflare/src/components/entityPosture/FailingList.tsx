import { Text } from '@backstage/ui';
import { PostureResult } from '@cloudflare-backstage/plugin-cloudflare-common';
import { postureTexts } from '../posture/posture.messages';
import { StatusTag, StatusTone } from '../StatusTag';
import { Time } from '../Time';
import { useSectionTranslation } from '../useSectionTranslation';
import { ResultTitle } from './ResultTitle';
import styles from './TodoList.module.css';

const TONES: Record<PostureResult['severity'], StatusTone> = {
  high: 'danger',
  medium: 'warning',
  low: 'info',
};

/** Results that fail, in few words: how bad each is, which, and since when. */
export function FailingList(props: {
  label: string;
  results: readonly PostureResult[];
}) {
  const { label, results } = props;
  return (
    <ul aria-label={label} className={styles.list}>
      {results.map(result => (
        <li
          key={`${result.checkId} ${result.entityRef}`}
          className={styles.item}
        >
          <Severity severity={result.severity} />
          <div className={styles.words}>
            <ResultTitle result={result} />
          </div>
          <Text as="span" variant="body-small" color="secondary">
            <Time value={result.since} />
          </Text>
        </li>
      ))}
    </ul>
  );
}

function Severity(props: Pick<PostureResult, 'severity'>) {
  const { severity } = props;
  const { t } = useSectionTranslation(postureTexts);
  return (
    <div className={styles.severity}>
      <StatusTag
        tone={TONES[severity]}
        label={t(`sections.posture.severities.${severity}`)}
      />
    </div>
  );
}
