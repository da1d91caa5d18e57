import { Flex, Text } from '@backstage/ui';
import {
  ProvenanceSummary,
  WorkerDeployment,
  WorkerDeploymentVersion,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { CopyButton } from '../components/CopyButton';
import { Lines } from '../components/Lines';
import {
  CiRunLink,
  CommitLink,
  Conflicts,
  Origin,
  provenanceText,
  ProvenanceTag,
} from '../components/Provenance';
import { StatusTag, StatusTone } from '../components/StatusTag';
import { ProductColumn } from '../components/tableColumns';
import { Tags } from '../components/Tags';
import { Time } from '../components/Time';
import { TimelineEntry } from '../components/Timeline';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { VersionShares } from '../components/VersionShares';
import { workersTexts } from './workers.sections.messages';

const STATUS_TONES: Record<WorkerDeployment['status'], StatusTone> = {
  active: 'success',
  gradual: 'info',
  superseded: 'neutral',
};

/** A deployment of a Worker as a row. */
export function deploymentColumns(
  t: SectionTranslate<typeof workersTexts>,
): ProductColumn<WorkerDeployment>[] {
  return [
    {
      id: 'time',
      label: t('sections.workers.deployments.time'),
      share: 0.9,
      isRowHeader: true,
      value: row => row.createdAt,
      cell: row => <Time value={row.createdAt} />,
    },
    {
      id: 'environment',
      label: t('sections.workers.deployments.environment'),
      share: 1.1,
      value: row => row.env,
      cell: row => environment(row, t),
    },
    {
      id: 'versions',
      label: t('sections.workers.deployments.versions'),
      value: row =>
        row.versions.map(version => versionText(version, row, t)).join('; '),
      cell: row => (
        <Lines items={row.versions}>
          {version => <Version version={version} deployment={row} t={t} />}
        </Lines>
      ),
    },
    {
      id: 'commit',
      label: t('sections.workers.deployments.commit'),
      share: 1.2,
      value: row => texts(provenances(row), ({ commitSha }) => commitSha),
      cell: row => (
        <Lines items={provenances(row)}>
          {provenance => <CommitLink provenance={provenance} />}
        </Lines>
      ),
    },
    {
      id: 'ciRun',
      label: t('sections.workers.deployments.ciRun'),
      share: 1.3,
      value: row =>
        texts(
          provenances(row),
          ({ ciRunText, ciRunUrl }) => ciRunUrl ?? ciRunText,
        ),
      cell: row => (
        <Lines items={provenances(row)}>
          {provenance => <CiRunLink provenance={provenance} />}
        </Lines>
      ),
    },
    {
      id: 'author',
      label: t('sections.workers.deployments.author'),
      share: 1.3,
      value: row => texts([row.author, row.source], text => text),
      cell: row => author(row, t),
    },
    {
      id: 'status',
      label: t('sections.workers.deployments.status'),
      share: 1.5,
      value: row =>
        [
          t(`sections.workers.status.${row.status}`),
          ...(row.rollback ? [t('sections.workers.status.rollback')] : []),
          provenanceText(row.provenance, t),
        ].join('; '),
      cell: row => (
        <>
          <Tags>
            <StatusTag
              tone={STATUS_TONES[row.status]}
              label={t(`sections.workers.status.${row.status}`)}
            />
            {furtherTags(row, t)}
          </Tags>
          <Conflicts conflicts={row.provenance.conflicts} />
        </>
      ),
    },
  ];
}

/** A deployment of a Worker as an entry of a timeline. */
export function deploymentEntry(
  row: WorkerDeployment,
  t: SectionTranslate<typeof workersTexts>,
): TimelineEntry {
  return {
    at: row.createdAt,
    tone: STATUS_TONES[row.status],
    status: t(`sections.workers.status.${row.status}`),
    tags: furtherTags(row, t),
    content: (
      <>
        {row.versions.length > 1 && <VersionShares versions={row.versions} />}
        <Lines items={row.versions}>
          {version => (
            <Tags>
              <Version version={version} deployment={row} t={t} />
              <Origin provenance={provenanceOf(version, row)} />
            </Tags>
          )}
        </Lines>
        {row.message && (
          <Text as="p" variant="body-small">
            {row.message}
          </Text>
        )}
      </>
    ),
    facts: [
      {
        label: t('sections.workers.deployments.environment'),
        value: environment(row, t),
      },
      {
        label: t('sections.workers.deployments.author'),
        value: author(row, t),
      },
    ],
    notes: <Conflicts conflicts={row.provenance.conflicts} />,
  };
}

function environment(
  { env }: WorkerDeployment,
  t: SectionTranslate<typeof workersTexts>,
) {
  return (
    env ?? <Absent reason={t('sections.workers.deployments.noEnvironment')} />
  );
}

function author(
  { author: name, source }: WorkerDeployment,
  t: SectionTranslate<typeof workersTexts>,
) {
  return (
    <>
      {name ?? <Absent reason={t('absent.notTold')} />}
      {source && (
        <Text as="p" variant="body-small" color="secondary">
          {t('sections.workers.deployments.by', { source })}
        </Text>
      )}
    </>
  );
}

function furtherTags(
  row: WorkerDeployment,
  t: SectionTranslate<typeof workersTexts>,
) {
  return (
    <>
      {row.rollback && (
        <StatusTag
          tone="warning"
          label={t('sections.workers.status.rollback')}
        />
      )}
      <ProvenanceTag state={row.provenance.state} />
    </>
  );
}

function Version(props: {
  version: WorkerDeploymentVersion;
  deployment: WorkerDeployment;
  t: SectionTranslate<typeof workersTexts>;
}) {
  const { deployment, t, version } = props;
  return (
    <Flex align="center" gap="1">
      <span title={version.id} style={{ whiteSpace: 'nowrap' }}>
        {versionText(version, deployment, t)}
      </span>
      <CopyButton
        value={version.id}
        what={t('sections.workers.deployments.versionIdName')}
      />
    </Flex>
  );
}

/** Versions that share the traffic may each be of another commit. */
function provenances(deployment: WorkerDeployment): ProvenanceSummary[] {
  return deployment.versions.length > 1
    ? deployment.versions.map(version => version.provenance)
    : [deployment.provenance];
}

function provenanceOf(
  version: WorkerDeploymentVersion,
  deployment: WorkerDeployment,
): ProvenanceSummary {
  return deployment.versions.length > 1
    ? version.provenance
    : deployment.provenance;
}

function texts<T>(
  items: readonly T[],
  textOf: (item: T) => string | undefined,
): string | undefined {
  return items.map(textOf).filter(Boolean).join('; ') || undefined;
}

function versionText(
  version: WorkerDeploymentVersion,
  deployment: WorkerDeployment,
  t: SectionTranslate<typeof workersTexts>,
): string {
  const name =
    version.number === undefined
      ? version.id.slice(0, 8)
      : t('sections.workers.deployments.version', {
          number: String(version.number),
        });
  return deployment.versions.length > 1
    ? t('sections.workers.deployments.share', {
        version: name,
        share: percent(version.percentage),
      })
    : name;
}

function percent(share: number): string {
  return new Intl.NumberFormat(undefined, {
    style: 'percent',
    maximumFractionDigits: 2,
  }).format(share / 100);
}
