import {
  AiSearchDocuments,
  AiSearchHealth,
  AiSearchJob,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { quantityText } from '../components/quantityText';
import { detailList, factsSection } from '../components/sections';
import { StatusTag, StatusTone } from '../components/StatusTag';
import { Time } from '../components/Time';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { Fact, ProductSection } from './ProductView';
import { aiSearchTexts } from './ai-search.sections.messages';

const TONES: Record<AiSearchJob['outcome'], StatusTone> = {
  succeeded: 'success',
  'not-succeeded': 'warning',
  running: 'info',
};

/** Kinds that have a word; others are told in Cloudflare's. */
const STARTERS = ['user', 'schedule'] as const;

const jobs = detailList(aiSearchTexts)<AiSearchHealth, AiSearchJob>({
  id: 'jobs',
  title: t => t('sections.aiSearch.health.jobs'),
  rows: data => data.jobs,
  columns: t => [
    {
      id: 'started',
      label: t('sections.aiSearch.health.started'),
      isRowHeader: true,
      value: row => row.startedAt,
      cell: row => <Time value={row.startedAt} />,
    },
    {
      id: 'ended',
      label: t('sections.aiSearch.health.ended'),
      value: row => row.endedAt,
      cell: ({ endedAt }) =>
        endedAt ? (
          <Time value={endedAt} />
        ) : (
          <Absent reason={t('sections.aiSearch.health.notEnded')} />
        ),
    },
    {
      id: 'startedBy',
      label: t('sections.aiSearch.health.startedBy'),
      value: row => starterText(row, t),
      cell: row => starterText(row, t),
    },
    {
      id: 'outcome',
      label: t('sections.aiSearch.health.outcome'),
      value: row => t(`sections.aiSearch.health.outcomes.${row.outcome}`),
      cell: ({ outcome }) => (
        <StatusTag
          tone={TONES[outcome]}
          label={t(`sections.aiSearch.health.outcomes.${outcome}`)}
        />
      ),
    },
    {
      id: 'reason',
      label: t('sections.aiSearch.health.reason'),
      value: row => row.endReason,
      cell: ({ endReason }) =>
        endReason || <Absent reason={t('sections.aiSearch.health.noReason')} />,
    },
  ],
  rowId: row => row.id,
  none: t => t('sections.aiSearch.health.noJobs'),
});

const health = factsSection(aiSearchTexts)<AiSearchHealth>({
  id: 'health',
  title: t => t('sections.aiSearch.health.title'),
  request: ({ account, name }) => ({
    path: [products.aiSearch.segment, name, 'health'],
    query: { account },
  }),
  facts: (data, t) => [
    {
      label: t('sections.aiSearch.health.lastSuccess'),
      value: data.lastSuccessAt && <Time value={data.lastSuccessAt} />,
      absent: whyNoSuccess(data, t),
    },
    { label: t('sections.aiSearch.health.crawling'), value: stateOf(data, t) },
    ...documentFacts(data, t),
    {
      label: t('sections.aiSearch.health.vectors'),
      value: countText(data.vectors),
    },
    {
      label: t('sections.aiSearch.health.status'),
      value: data.status,
    },
    {
      label: t('sections.aiSearch.health.activity'),
      value: data.lastActivityAt && <Time value={data.lastActivityAt} />,
      absent: t('sections.aiSearch.health.noActivity'),
    },
    {
      label: t('sections.aiSearch.health.interval'),
      value:
        data.syncIntervalSeconds === undefined
          ? undefined
          : quantityText(data.syncIntervalSeconds, 'seconds'),
    },
  ],
  lists: [jobs],
});

function whyNoSuccess(
  { lastSuccessState }: AiSearchHealth,
  t: SectionTranslate<typeof aiSearchTexts>,
) {
  switch (lastSuccessState) {
    case 'none':
      return t('sections.aiSearch.health.none');
    case 'not-recent':
      return t('sections.aiSearch.health.notRecent');
    default:
      return undefined;
  }
}

function stateOf(
  { enabled, paused }: AiSearchHealth,
  t: SectionTranslate<typeof aiSearchTexts>,
) {
  if (enabled === false) {
    return (
      <StatusTag tone="neutral" label={t('sections.aiSearch.health.off')} />
    );
  }
  if (paused) {
    return (
      <StatusTag tone="warning" label={t('sections.aiSearch.health.paused')} />
    );
  }
  return enabled === undefined || paused === undefined ? undefined : (
    <StatusTag tone="success" label={t('sections.aiSearch.health.running')} />
  );
}

function documentFacts(
  { documents, documentsState }: AiSearchHealth,
  t: SectionTranslate<typeof aiSearchTexts>,
): Fact[] {
  const absent =
    documentsState === 'degraded'
      ? t('sections.aiSearch.health.degraded')
      : undefined;
  return [
    {
      label: t('sections.aiSearch.health.documents'),
      value: countText(documents?.indexed),
    },
    {
      label: t('sections.aiSearch.health.errors'),
      value: errorsTag(documents),
    },
    {
      label: t('sections.aiSearch.health.waiting'),
      value: countText(sumOf(documents?.queued, documents?.running)),
    },
    {
      label: t('sections.aiSearch.health.skipped'),
      value: countText(documents?.skipped),
    },
    {
      label: t('sections.aiSearch.health.outdated'),
      value: countText(documents?.outdated),
    },
  ].map(fact => ({ ...fact, absent }));
}

function errorsTag(documents: AiSearchDocuments | undefined) {
  const errors = documents?.errors;
  return errors ? (
    <StatusTag tone="danger" label={quantityText(errors, 'count')} />
  ) : (
    countText(errors)
  );
}

/** Of two counts; not known when one is not. */
function sumOf(a: number | undefined, b: number | undefined) {
  return a === undefined || b === undefined ? undefined : a + b;
}

function countText(count: number | undefined): string | undefined {
  return count === undefined ? undefined : quantityText(count, 'count');
}

function starterText(
  { startedBy }: AiSearchJob,
  t: SectionTranslate<typeof aiSearchTexts>,
): string {
  const known = STARTERS.find(candidate => candidate === startedBy);
  return known ? t(`sections.aiSearch.health.starters.${known}`) : startedBy;
}

/** What the panel of an AI Search instance reads. */
export const aiSearchSections: readonly ProductSection[] = [health];
