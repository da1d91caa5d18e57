import { Alert, Flex, Text } from '@backstage/ui';
import { EvidenceVerification } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ReactNode } from 'react';
import { StatusTag, StatusTone } from '../../components/StatusTag';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import styles from './evidence.module.css';
import { evidenceActionTexts } from './evidenceActions.messages';

type Check = EvidenceVerification['checks'][number];
type Verdict = Check['state'];

const TONES = {
  pass: 'success',
  fail: 'danger',
  unchecked: 'warning',
} as const satisfies Record<Verdict, StatusTone>;

const CHECKS = [
  'files',
  'canonical',
  'snapshot',
  'records',
  'attestation',
  'signature',
  'chain',
] as const;

/** What a verification found: the verdict, then each check in plain words. */
export function VerificationResult(props: {
  result: EvidenceVerification;
  /** What the verified evidence is. */
  children?: ReactNode;
}) {
  const { checks, ok } = props.result;
  const { t } = useSectionTranslation(evidenceActionTexts);
  const checkText = (id: string) =>
    t(
      `sections.evidenceActions.verify.check.${
        CHECKS.find(one => one === id) ?? 'other'
      }`,
    );
  const verdict = verdictOf(ok, checks);
  return (
    <Flex direction="column" gap="3">
      <Alert
        status={TONES[verdict]}
        icon
        title={t(`sections.evidenceActions.verify.verdicts.${verdict}`)}
      />
      {props.children}
      <ul
        aria-label={t('sections.evidenceActions.verify.checks')}
        className={styles.checks}
      >
        {ordered(checks).map(({ about, id, message, state }) => (
          <li key={`${id} ${about} ${message}`} className={styles.check}>
            <span className={styles.checkState}>
              <StatusTag
                tone={TONES[state]}
                label={t(`sections.evidenceActions.verify.states.${state}`)}
              />
            </span>
            <span className={styles.checkWords}>
              <Text weight="bold">
                {[checkText(id), about].filter(Boolean).join(' · ')}
              </Text>
              <Text as="p">{message}</Text>
            </span>
          </li>
        ))}
      </ul>
    </Flex>
  );
}

function verdictOf(ok: boolean, checks: readonly Check[]): Verdict {
  if (!ok) {
    return 'fail';
  }
  return checks.some(({ state }) => state === 'unchecked')
    ? 'unchecked'
    : 'pass';
}

/** What is wrong first, then what was not checked; otherwise in their order. */
function ordered(checks: readonly Check[]): Check[] {
  return (['fail', 'unchecked', 'pass'] as const).flatMap(state =>
    checks.filter(check => check.state === state),
  );
}
