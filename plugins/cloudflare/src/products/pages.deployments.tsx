import { PagesDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { CopyButton } from '../components/CopyButton';
import { ExternalLink } from '../components/ExternalLink';
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
import { pagesTexts } from './pages.sections.messages';

/** So many characters name a deployment in its URL. */
const SHORT_ID_LENGTH = 8;

const STATUS_TONES: Record<PagesDeployment['status'], StatusTone> = {
  active: 'success',
  live: 'success',
  superseded: 'neutral',
  running: 'info',
  failed: 'danger',
  canceled: 'warning',
  skipped: 'neutral',
  unknown: 'warning',
};

/** A deployment of a Pages project as a row. */
export function deploymentColumns(
  t: SectionTranslate<typeof pagesTexts>,
): ProductColumn<PagesDeployment>[] {
  return [
    {
      id: 'time',
      label: t('sections.pages.deployments.time'),
      share: 0.9,
      isRowHeader: true,
      value: row => row.createdAt,
      cell: row => <Time value={row.createdAt} />,
    },
    {
      id: 'environment',
      label: t('sections.pages.deployments.environment'),
      share: 0.9,
      value: row => environmentText(row.env, t),
      cell: row => environmentText(row.env, t),
    },
    {
      id: 'branch',
      label: t('sections.pages.deployments.branch'),
      value: row => row.branch,
      cell: row => row.branch ?? <Absent reason={t('absent.notTold')} />,
    },
    {
      id: 'commit',
      label: t('sections.pages.deployments.commit'),
      share: 1.2,
      value: row => row.provenance.commitSha,
      cell: row => (
        <>
          <CommitLink provenance={row.provenance} />
          {dirtyTag(row, t)}
        </>
      ),
    },
    {
      id: 'ciRun',
      label: t('sections.pages.deployments.ciRun'),
      share: 1.3,
      value: row => row.provenance.ciRunUrl ?? row.provenance.ciRunText,
      cell: row => <CiRunLink provenance={row.provenance} />,
    },
    {
      id: 'status',
      label: t('sections.pages.deployments.status'),
      share: 1.6,
      value: row =>
        [statusText(row, t), provenanceText(row.provenance, t)].join('; '),
      cell: row => (
        <>
          <Tags>
            <StatusTag
              tone={STATUS_TONES[row.status]}
              label={statusText(row, t)}
            />
            <ProvenanceTag state={row.provenance.state} />
          </Tags>
          <Conflicts conflicts={row.provenance.conflicts} />
        </>
      ),
    },
    {
      id: 'id',
      label: t('sections.pages.deployments.id'),
      value: row => row.id,
    },
    {
      id: 'url',
      label: t('sections.pages.deployments.url'),
      value: row => row.url,
      cell: row => openLink(row, t) ?? <Absent reason={t('absent.notTold')} />,
    },
  ];
}

/** A deployment of a Pages project as an entry of a timeline. */
export function deploymentEntry(
  row: PagesDeployment,
  t: SectionTranslate<typeof pagesTexts>,
): TimelineEntry {
  return {
    at: row.createdAt,
    tone: STATUS_TONES[row.status],
    status: statusText(row, t),
    tags: <ProvenanceTag state={row.provenance.state} />,
    content: (
      <Tags>
        <Origin provenance={row.provenance} />
        {dirtyTag(row, t)}
        {openLink(row, t)}
      </Tags>
    ),
    facts: [
      {
        label: t('sections.pages.deployments.environment'),
        value: environmentText(row.env, t),
      },
      {
        label: t('sections.pages.deployments.branch'),
        value: row.branch ?? <Absent reason={t('absent.notTold')} />,
      },
      {
        label: t('sections.pages.deployments.id'),
        value: (
          <Tags>
            <code>{row.id.slice(0, SHORT_ID_LENGTH)}</code>
            <CopyButton
              value={row.id}
              what={t('sections.pages.deployments.idName')}
            />
          </Tags>
        ),
      },
    ],
    notes: <Conflicts conflicts={row.provenance.conflicts} />,
  };
}

function dirtyTag(
  { commitDirty }: PagesDeployment,
  t: SectionTranslate<typeof pagesTexts>,
) {
  return (
    commitDirty && (
      <StatusTag tone="warning" label={t('sections.pages.deployments.dirty')} />
    )
  );
}

function openLink(
  { id, url }: PagesDeployment,
  t: SectionTranslate<typeof pagesTexts>,
) {
  return url ? (
    <ExternalLink
      href={url}
      to="deployment"
      label={t('sections.pages.deployments.openLabel', {
        id: id.slice(0, SHORT_ID_LENGTH),
      })}
    >
      {t('sections.pages.deployments.open')}
    </ExternalLink>
  ) : undefined;
}

function environmentText(
  environment: string,
  t: SectionTranslate<typeof pagesTexts>,
): string {
  return environment === 'production' || environment === 'preview'
    ? t(`sections.pages.environment.${environment}`)
    : environment;
}

/** Where a build stopped matters when it did not get through. */
function statusText(
  { stage, status }: PagesDeployment,
  t: SectionTranslate<typeof pagesTexts>,
): string {
  const text = t(`sections.pages.status.${status}`);
  return stage && (status === 'failed' || status === 'running')
    ? t('sections.pages.deployments.stage', { status: text, stage })
    : text;
}
