import {
  products,
  SecretsStoreMetadata,
  StoredSecret,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { quantityText } from '../components/quantityText';
import { detailList, factsSection } from '../components/sections';
import { Time } from '../components/Time';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { Fact, ProductSection } from './ProductView';
import { secretsStoreTexts } from './secrets-store.sections.messages';

const count = (value: number) => quantityText(value, 'count');

const list = detailList(secretsStoreTexts)<SecretsStoreMetadata, StoredSecret>({
  id: 'secrets',
  title: t => t('sections.secretsStore.list'),
  rows: ({ counts, secrets }) =>
    // Of a list that is cut short, none is not known.
    secrets.length === 0 && !counts ? undefined : secrets,
  columns: t => [
    {
      id: 'name',
      label: t('sections.secretsStore.name'),
      isRowHeader: true,
      value: ({ name }) => name ?? t('sections.secretsStore.hidden'),
      cell: ({ name }) =>
        name ?? <Absent reason={t('sections.secretsStore.hidden')} />,
    },
    {
      id: 'status',
      label: t('sections.secretsStore.status'),
      value: ({ status }) => status,
      cell: ({ status }) => status ?? <Absent />,
    },
    {
      id: 'scopes',
      label: t('sections.secretsStore.scope'),
      value: ({ scopes }) => scopes.join(', '),
      cell: ({ scopes }) =>
        scopes.join(', ') || (
          <Absent reason={t('sections.secretsStore.nothing')} />
        ),
    },
    {
      id: 'changed',
      label: t('sections.secretsStore.changed'),
      value: ({ modifiedAt }) => modifiedAt,
      cell: ({ modifiedAt }) =>
        modifiedAt ? <Time value={modifiedAt} /> : <Absent />,
    },
    {
      id: 'created',
      label: t('sections.secretsStore.created'),
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) =>
        createdAt ? <Time value={createdAt} /> : <Absent />,
    },
  ],
  rowId: ({ id }) => id,
  none: t => t('sections.secretsStore.empty'),
  absent: t => t('sections.secretsStore.incomplete'),
});

const metadata = factsSection(secretsStoreTexts)<SecretsStoreMetadata>({
  id: 'metadata',
  title: t => t('sections.secretsStore.title'),
  request: ({ account, name, parameters }) => ({
    path: [
      products.secretsStore.segment,
      parameters.text('id') ?? name,
      'metadata',
    ],
    query: { account },
  }),
  facts: factsOf,
  lists: [list],
});

function factsOf(
  { counts, quota }: SecretsStoreMetadata,
  t: SectionTranslate<typeof secretsStoreTexts>,
): Fact[] {
  const absent = t('sections.secretsStore.incomplete');
  const listed = (parts: string[] | undefined) =>
    parts && (parts.join(', ') || t('sections.secretsStore.nothing'));
  return [
    {
      label: t('sections.secretsStore.total'),
      value: counts && count(counts.total),
      absent,
    },
    {
      label: t('sections.secretsStore.scopes'),
      value: listed(
        counts?.byScope.map(of => `${of.scope}: ${count(of.count)}`),
      ),
      absent,
    },
    {
      label: t('sections.secretsStore.withoutScope'),
      value: counts && count(counts.withoutScope),
      absent,
    },
    {
      label: t('sections.secretsStore.statuses'),
      value: listed(
        counts?.byStatus.map(of => `${of.status}: ${count(of.count)}`),
      ),
      absent,
    },
    {
      label: t('sections.secretsStore.quota'),
      value:
        quota &&
        t('sections.secretsStore.used', {
          used: count(quota.used),
          limit: count(quota.limit),
        }),
      absent: t('sections.secretsStore.unread'),
    },
  ];
}

/** What the panel of a store reads. */
export const secretsStoreSections: readonly ProductSection[] = [metadata];
