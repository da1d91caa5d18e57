import { Flex, Text } from '@backstage/ui';
import {
  ProvenanceState,
  ProvenanceSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  Translate,
  useCloudflareTranslation,
} from './useCloudflareTranslation';
import { Absent } from './Absent';
import { CopyButton } from './CopyButton';
import { ExternalLink } from './ExternalLink';
import styles from './Provenance.module.css';
import { StatusIcon, StatusTag, StatusTone } from './StatusTag';

const SHORT_SHA_LENGTH = 8;

/** What a state means for whoever looks at it. */
export const PROVENANCE_TONES: Record<ProvenanceState, StatusTone> = {
  complete: 'success',
  partial: 'warning',
  none: 'warning',
  conflict: 'danger',
  unknown: 'neutral',
};

type CommitOf = Pick<
  ProvenanceSummary,
  'state' | 'commitSha' | 'commitUrl' | 'shortCommit' | 'inherited'
>;

/** The commit that something was made of. */
export function CommitLink(props: { provenance: CommitOf }) {
  const { commitSha, commitUrl, inherited, shortCommit, state } =
    props.provenance;
  const { t } = useCloudflareTranslation();
  if (!commitSha) {
    return <Absent reason={t(absence(state))} />;
  }
  const shown = commitSha.slice(0, SHORT_SHA_LENGTH);
  const notes = [
    shortCommit && t('provenance.shortCommit'),
    inherited && t('provenance.inherited'),
  ].filter(Boolean);
  return (
    <Flex align="center" gap="1" className={styles.line}>
      <span className={styles.sha} title={commitSha}>
        {commitUrl ? (
          <ExternalLink
            href={commitUrl}
            to="source"
            label={t('provenance.commitLabel', { commit: shown })}
          >
            {shown}
          </ExternalLink>
        ) : (
          shown
        )}
      </span>
      <CopyButton value={commitSha} what={t('provenance.commitName')} />
      {notes.length > 0 && (
        <Text as="span" variant="body-small" color="secondary">
          {notes.join(', ')}
        </Text>
      )}
    </Flex>
  );
}

/** The CI run that something was made by. */
export function CiRunLink(props: {
  provenance: Pick<ProvenanceSummary, 'state' | 'ciRunUrl' | 'ciRunText'>;
}) {
  const { ciRunText, ciRunUrl, state } = props.provenance;
  const { t } = useCloudflareTranslation();
  if (ciRunUrl) {
    const run = runNumber(ciRunUrl);
    return (
      <span className={styles.line}>
        <ExternalLink
          href={ciRunUrl}
          to="source"
          label={run && t('provenance.ciRunLabel', { run })}
        >
          {run ? t('provenance.ciRunNumber', { run }) : t('provenance.ciRun')}
        </ExternalLink>
      </span>
    );
  }
  return ciRunText ? (
    <span className={styles.text}>{ciRunText}</span>
  ) : (
    <Absent reason={t(absence(state))} />
  );
}

/** The commit and the CI run of something, in a line; what is missing is named. */
export function Origin(props: { provenance: ProvenanceSummary }) {
  const { provenance } = props;
  const { t } = useCloudflareTranslation();
  const hasCommit = provenance.commitSha !== undefined;
  const hasCiRun = Boolean(provenance.ciRunUrl ?? provenance.ciRunText);
  const missing = hasCommit ? 'ciRun' : 'commit';
  return (
    <>
      {hasCommit && <CommitLink provenance={provenance} />}
      {hasCiRun && <CiRunLink provenance={provenance} />}
      {!(hasCommit && hasCiRun) && (
        <Absent
          reason={t(
            `provenance.${
              provenance.state === 'unknown' ? 'notRead' : 'notTold'
            }.${hasCommit || hasCiRun ? missing : 'both'}`,
          )}
        />
      )}
    </>
  );
}

/** How much is known of where something came from. */
export function ProvenanceTag(props: { state: ProvenanceState }) {
  const { t } = useCloudflareTranslation();
  return (
    <StatusTag
      tone={PROVENANCE_TONES[props.state]}
      label={t(`provenance.state.${props.state}`)}
    />
  );
}

/** How much is known of where something came from, in words alone. */
export function provenanceText(
  { conflicts = [], state }: Pick<ProvenanceSummary, 'conflicts' | 'state'>,
  t: Translate,
): string {
  return [
    t(`provenance.state.${state}`),
    ...conflicts.map(conflict => conflictText(conflict, t)),
  ].join('; ');
}

/** What the sources of a conflict say, in words alone. */
export function conflictText(
  { field, values }: NonNullable<ProvenanceSummary['conflicts']>[number],
  t: Translate,
): string {
  return t('provenance.conflict', {
    field,
    values: values.map(({ source, value }) => `${source}: ${value}`).join('; '),
  });
}

/** What the sources of a conflict say, each. */
export function Conflicts(props: {
  conflicts: ProvenanceSummary['conflicts'];
}) {
  const { t } = useCloudflareTranslation();
  return (
    <>
      {(props.conflicts ?? []).map(conflict => (
        <Flex key={conflict.field} align="start" gap="1">
          <span className={styles.conflict}>
            <StatusIcon tone={PROVENANCE_TONES.conflict} />
          </span>
          <Text variant="body-small">{conflictText(conflict, t)}</Text>
        </Flex>
      ))}
    </>
  );
}

/** Nothing was told, or nothing was read: two things that must not be mixed up. */
function absence(state: ProvenanceState) {
  return state === 'unknown' ? 'absent.notRead' : 'absent.notTold';
}

function runNumber(ciRunUrl: string): string | undefined {
  return ciRunUrl
    .split(/[/?#]/)
    .reverse()
    .find(segment => /^\d+$/.test(segment));
}
