import { Text } from '@backstage/ui';
import {
  findCheck,
  PostureExemption,
  PostureResult,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ReactNode, useId } from 'react';
import { Time } from '../Time';
import { useSectionTranslation } from '../useSectionTranslation';
import { CheckStateTag } from './CheckStateTag';
import { CodeText } from './CodeText';
import { ComparedFacts } from './ComparedFacts';
import { ExemptionFacts } from './ExemptionFacts';
import { postureTexts } from './posture.messages';
import { resultDetailTexts } from './resultDetail.messages';
import { ResultCircumstances } from './ResultCircumstances';
import styles from './ResultDetail.module.css';
import { RuleText } from './RuleText';

/**
 * All there is to a result: why it is so, what to do, what was compared with
 * what and when, and what it proves.
 */
export function ResultDetail(props: {
  result: PostureResult;
  /** The one that the result names, where it is known. */
  exemption?: PostureExemption;
}) {
  const { exemption, result } = props;
  const { t } = useSectionTranslation(resultDetailTexts);
  const { t: tPosture } = useSectionTranslation(postureTexts);
  const check = findCheck(result.checkId)?.check;
  return (
    <div className={styles.detail}>
      <div className={styles.summary}>
        <CheckStateTag state={result.state} />
        <Text as="span" color="secondary">
          {tPosture('sections.posture.result.since')}{' '}
          <Time value={result.since} />
        </Text>
        <Text as="span" color="secondary">
          {tPosture(`sections.posture.severities.${result.severity}`)}
        </Text>
      </div>
      {!exemption && <Why result={result} />}
      <Findings result={result} />
      {check && result.state !== 'pass' && (
        <Part title={t('sections.resultDetail.remediation')}>
          <Text as="p">
            <CodeText>{check.remediation}</CodeText>
          </Text>
        </Part>
      )}
      {result.exemption && (
        <Part title={t('sections.resultDetail.exemption.title')}>
          {exemption ? (
            <ExemptionFacts exemption={exemption} />
          ) : (
            <Text as="p">
              {t('sections.resultDetail.exemption.unlisted', {
                id: result.exemption,
              })}
            </Text>
          )}
        </Part>
      )}
      {check ? (
        <>
          <Part title={t('sections.resultDetail.facts')}>
            <ComparedFacts check={check} result={result} />
          </Part>
          <Part title={t('sections.resultDetail.expected')}>
            <RuleText
              check={check}
              condition={check.rule}
              thresholds={result.thresholds}
            />
          </Part>
          {check.applies && (
            <Part title={t('sections.resultDetail.applies')}>
              <RuleText
                check={check}
                condition={check.applies}
                thresholds={result.thresholds}
              />
            </Part>
          )}
          <Part title={t('sections.resultDetail.proves')}>
            <Text as="p">
              <CodeText>{check.proves}</CodeText>
            </Text>
          </Part>
        </>
      ) : (
        <Text as="p" color="secondary">
          {t('sections.resultDetail.unknownCheck')}
        </Text>
      )}
      <ResultCircumstances result={result} />
    </div>
  );
}

function Part(props: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.part}>
      <Text as="h3" weight="bold" id={id}>
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}

/** Why it is not known, stale or not applicable. */
function Why(props: { result: PostureResult }) {
  const { message, reason } = props.result;
  const { t } = useSectionTranslation(resultDetailTexts);
  return reason || message ? (
    <div className={styles.part}>
      {reason && (
        <Text as="p" weight="bold">
          {t(`sections.resultDetail.reasons.${reason}`)}
        </Text>
      )}
      {message && (
        <Text as="p">
          <CodeText>{message}</CodeText>
        </Text>
      )}
    </div>
  ) : null;
}

function Findings(props: { result: PostureResult }) {
  const { findings = [], findingsTotal = findings.length } = props.result;
  const { t } = useSectionTranslation(resultDetailTexts);
  const more = findingsTotal - findings.length;
  return findings.length > 0 ? (
    <Part title={t('sections.resultDetail.findings')}>
      <ul className={styles.list}>
        {findings.map(finding => (
          <li key={finding}>{finding}</li>
        ))}
      </ul>
      {more > 0 && (
        <Text as="p" color="secondary">
          {t('sections.resultDetail.moreFindings', { count: more })}
        </Text>
      )}
    </Part>
  ) : null;
}
