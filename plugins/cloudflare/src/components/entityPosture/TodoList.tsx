import { Skeleton, Text } from '@backstage/ui';
import { PostureResult } from '@cloudflare-backstage/plugin-cloudflare-common';
import { lazy, Suspense } from 'react';
import { CheckStateTag } from '../posture/CheckStateTag';
import { CodeText } from '../posture/CodeText';
import { postureTexts } from '../posture/posture.messages';
import { Time } from '../Time';
import { useSectionTranslation } from '../useSectionTranslation';
import { postureCardTexts } from './postureCards.messages';
import { ResultTitle } from './ResultTitle';
import styles from './TodoList.module.css';

// What is known of all checks is much, and only what fails needs it. An app that
// was deployed anew does not have the old chunks any more.
const Remediation = lazy(() =>
  import('./Remediation')
    .then(module => ({ default: module.Remediation }))
    .catch(() => ({ default: () => null })),
);

/** More are among the result's details. */
const FINDINGS = 3;

/** Results with something to do: which, of what, and what to do about it. */
export function TodoList(props: {
  label: string;
  results: readonly PostureResult[];
  /** Whose results need not be told of which entity they are. */
  ownRef: string;
}) {
  const { label, ownRef, results } = props;
  return (
    <ul aria-label={label} className={styles.list}>
      {results.map(result => (
        <li
          key={`${result.checkId} ${result.entityRef}`}
          className={styles.item}
        >
          <div className={styles.state}>
            <CheckStateTag state={result.state} />
          </div>
          <TodoResult result={result} isOwn={result.entityRef === ownRef} />
        </li>
      ))}
    </ul>
  );
}

function TodoResult(props: { result: PostureResult; isOwn: boolean }) {
  const { isOwn, result } = props;
  const { checkId, message, severity, since, state } = result;
  const { t } = useSectionTranslation(postureTexts);
  return (
    <div className={styles.words}>
      <ResultTitle result={result} isOwn={isOwn} />
      <Findings result={result} />
      {state === 'fail' && (
        <Suspense fallback={<Skeleton width="60%" height={16} />}>
          <Remediation checkId={checkId} />
        </Suspense>
      )}
      {state !== 'fail' && message && (
        <Text as="p" variant="body-small">
          <CodeText>{message}</CodeText>
        </Text>
      )}
      <Text as="p" variant="body-small" color="secondary">
        {t(`sections.posture.severities.${severity}`)}
        {' · '}
        {t('sections.posture.result.since')} <Time value={since} />
      </Text>
    </div>
  );
}

function Findings(props: { result: PostureResult }) {
  const { findings = [], findingsTotal = findings.length } = props.result;
  const { t } = useSectionTranslation(postureCardTexts);
  if (findings.length === 0) {
    return null;
  }
  const shown = findings.slice(0, FINDINGS);
  const more = findingsTotal - shown.length;
  return (
    <ul
      aria-label={t('sections.postureCards.result.findings')}
      className={styles.findings}
    >
      {shown.map(finding => (
        <li key={finding}>
          <Text as="span" variant="body-small">
            {finding}
          </Text>
        </li>
      ))}
      {more > 0 && (
        <li>
          <Text as="span" variant="body-small">
            {t('sections.postureCards.result.moreFindings', { count: more })}
          </Text>
        </li>
      )}
    </ul>
  );
}
