import { Alert, Flex, Text } from '@backstage/ui';
import { PostureEvaluation } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Time } from '../Time';
import { useMinutes } from '../useMinutes';
import { useSectionTranslation } from '../useSectionTranslation';
import { postureTexts } from './posture.messages';

/** It runs every hour; after two without one, something is wrong. */
const LATE_MS = 2 * 3_600_000;

/**
 * How old what is shown is, and what is wrong with it: nothing was evaluated
 * yet, the last evaluation failed or did not read everything, or is overdue.
 */
export function EvaluationNotice(props: { evaluation: PostureEvaluation }) {
  const { finishedAt, problems, startedAt, state } = props.evaluation;
  const { t } = useSectionTranslation(postureTexts);
  useMinutes();
  const isLate =
    finishedAt !== undefined && Date.now() - Date.parse(finishedAt) > LATE_MS;
  return (
    <Flex direction="column" gap="2">
      {finishedAt && (
        <Text as="p" variant="body-small" color="secondary">
          {t('sections.posture.evaluation.evaluated')}{' '}
          <Time value={finishedAt} />
        </Text>
      )}
      {state === 'running' && (
        <div role="status">
          <Text as="p">
            {t('sections.posture.evaluation.running')}{' '}
            <Time value={startedAt} />
          </Text>
        </div>
      )}
      {!finishedAt && state !== 'failed' && (
        <Alert
          status="info"
          icon
          title={t('sections.posture.evaluation.neverTitle')}
          description={t('sections.posture.evaluation.never')}
        />
      )}
      {state === 'failed' && (
        <Alert
          status="danger"
          icon
          title={t('sections.posture.evaluation.failedTitle')}
          description={
            <Problems
              evaluation={props.evaluation}
              otherwise={t(
                finishedAt
                  ? 'sections.posture.evaluation.failedKept'
                  : 'sections.posture.evaluation.failedNone',
              )}
            />
          }
        />
      )}
      {state !== 'failed' && isLate && (
        <Alert
          status="warning"
          icon
          title={t('sections.posture.evaluation.lateTitle')}
          description={t('sections.posture.evaluation.late')}
        />
      )}
      {state !== 'failed' && problems.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('sections.posture.evaluation.partialTitle')}
          description={
            <Problems
              evaluation={props.evaluation}
              otherwise={t('sections.posture.evaluation.partial')}
            />
          }
        />
      )}
    </Flex>
  );
}

function Problems(props: { evaluation: PostureEvaluation; otherwise: string }) {
  const messages = new Set(
    props.evaluation.problems.map(({ message }) => message),
  );
  return (
    <Flex direction="column" gap="1">
      {[...messages].map(message => (
        <span key={message}>{message}</span>
      ))}
      <span>{props.otherwise}</span>
    </Flex>
  );
}
