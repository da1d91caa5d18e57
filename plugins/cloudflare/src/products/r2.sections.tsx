import {
  products,
  R2Due,
  R2Lifecycle,
  R2LockRule,
  R2NormalizedRule,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { evidenceAction } from '../components/evidence/evidenceAction';
import { Lines } from '../components/Lines';
import { quantityText } from '../components/quantityText';
import {
  detailList,
  factsSection,
  seriesSection,
} from '../components/sections';
import { StatusTag, StatusTone } from '../components/StatusTag';
import { ProductColumn } from '../components/tableColumns';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { ProductSection } from './ProductView';
import { r2Texts } from './r2.sections.messages';

const SECONDS_PER_DAY = 86_400;

const TONES: Record<R2Lifecycle['publicAccess']['state'], StatusTone> = {
  public: 'warning',
  private: 'success',
  unknown: 'neutral',
};

const rules = detailList(r2Texts)<R2Lifecycle, R2NormalizedRule>({
  id: 'rules',
  title: t => t('sections.r2.rules'),
  rows: ({ normalized }) => normalized,
  columns: t => [
    ...ruleColumns<R2NormalizedRule>(t, {
      prefix: ({ filter }) => filter.prefix,
      isEnabled: ({ status }) => status === 'Enabled',
    }),
    textColumn('deletes', t('sections.r2.deletes'), ({ expiration }) =>
      expiration ? dueText(expiration, t) : t('sections.r2.never'),
    ),
    textColumn('moves', t('sections.r2.moves'), ({ transitions }) =>
      transitions.length
        ? transitions
            .map(({ storageClass, ...due }) =>
              t('sections.r2.toClass', { due: dueText(due, t), storageClass }),
            )
            .join(', ')
        : t('sections.r2.never'),
    ),
    textColumn(
      'abandons',
      t('sections.r2.abandons'),
      ({ abortIncompleteMultipartUpload: abort }) =>
        abort ? dueText(abort, t) : t('sections.r2.never'),
    ),
  ],
  rowId: ({ id }) => id,
  none: t => t('sections.r2.noRules'),
});

const locks = detailList(r2Texts)<R2Lifecycle, R2LockRule>({
  id: 'locks',
  title: t => t('sections.r2.locks'),
  rows: lifecycle => lifecycle.locks,
  columns: t => [
    ...ruleColumns<R2LockRule>(t, {
      prefix: ({ prefix }) => prefix ?? '',
      isEnabled: ({ enabled }) => enabled,
    }),
    textColumn('lockedFor', t('sections.r2.lockedFor'), ({ condition }) =>
      lockText(condition, t),
    ),
  ],
  rowId: ({ id }) => id,
  none: t => t('sections.r2.noLocks'),
  absent: t => t('sections.r2.locksUnread'),
});

const lifecycle = factsSection(r2Texts)<R2Lifecycle>({
  id: 'lifecycle',
  title: t => t('sections.r2.title'),
  action: evidenceAction('r2-lifecycle', 'r2'),
  request: ({ account, name }) => ({
    path: [products.r2.segment, name, 'lifecycle'],
    query: { account },
  }),
  facts: ({ publicAccess, retention }, t) => {
    const { state, managedDomain, customDomains } = publicAccess;
    const domainText = ({
      domain,
      enabled,
    }: {
      domain: string;
      enabled: boolean;
    }) => t(enabled ? 'sections.r2.on' : 'sections.r2.off', { domain });
    return [
      {
        label: t('sections.r2.access'),
        value: (
          <StatusTag
            tone={TONES[state]}
            label={t(`sections.r2.states.${state}`)}
          />
        ),
      },
      {
        label: t('sections.r2.managedDomain'),
        value: managedDomain && domainText(managedDomain),
      },
      {
        label: t('sections.r2.customDomains'),
        value: customDomains?.length ? (
          <Lines items={customDomains}>{domainText}</Lines>
        ) : undefined,
        absent: customDomains && t('sections.r2.noCustomDomains'),
      },
      {
        label: t('sections.r2.retention'),
        value: (
          <StatusTag
            tone={retention ? 'success' : 'neutral'}
            label={t(retention ? 'sections.r2.set' : 'sections.r2.notSet')}
          />
        ),
      },
    ];
  },
  lists: [rules, locks],
});

const metrics = seriesSection(r2Texts)({
  id: 'metrics',
  title: t => t('sections.r2.metrics.title'),
  request: ({ account, name }) => ({
    path: [products.r2.segment, name, 'metrics'],
    query: { account },
  }),
  charts: t => [
    {
      id: 'operations',
      title: t('sections.r2.metrics.operations'),
      shape: 'amounts',
      series: [
        { id: 'reads', label: t('sections.r2.metrics.reads'), tone: 'info' },
        {
          id: 'writes',
          label: t('sections.r2.metrics.writes'),
          tone: 'success',
        },
      ],
    },
    {
      id: 'size',
      title: t('sections.r2.metrics.size'),
      shape: 'levels',
      series: [
        { id: 'bytes', label: t('sections.r2.metrics.size'), tone: 'info' },
      ],
    },
  ],
});

function ruleColumns<T extends { id: string }>(
  t: SectionTranslate<typeof r2Texts>,
  of: { prefix(row: T): string; isEnabled(row: T): boolean },
): ProductColumn<T>[] {
  const stateOf = (row: T) =>
    t(of.isEnabled(row) ? 'sections.r2.enabled' : 'sections.r2.disabled');
  return [
    {
      ...textColumn<T>('id', t('sections.r2.rule'), ({ id }) => id),
      isRowHeader: true,
    },
    {
      id: 'state',
      label: t('sections.r2.state'),
      value: stateOf,
      cell: row => (
        <StatusTag
          tone={of.isEnabled(row) ? 'success' : 'neutral'}
          label={stateOf(row)}
        />
      ),
    },
    textColumn('prefix', t('sections.r2.prefix'), row => {
      const prefix = of.prefix(row);
      return prefix === '' ? t('sections.r2.all') : `${prefix}*`;
    }),
  ];
}

function textColumn<T>(
  id: string,
  label: string,
  textOf: (row: T) => string,
): ProductColumn<T> {
  return { id, label, value: textOf, cell: textOf };
}

function dueText(
  { days, seconds, date }: R2Due,
  t: SectionTranslate<typeof r2Texts>,
): string {
  if (date !== undefined) {
    return t('sections.r2.onDate', { date: dayOf(date) });
  }
  const age = days === undefined ? seconds : days * SECONDS_PER_DAY;
  return age === undefined
    ? t('sections.r2.otherCondition')
    : t('sections.r2.after', { age: quantityText(age, 'seconds') });
}

function lockText(
  { type, maxAgeSeconds, date }: R2LockRule['condition'],
  t: SectionTranslate<typeof r2Texts>,
): string {
  if (maxAgeSeconds !== undefined) {
    return t('sections.r2.forAge', {
      age: quantityText(maxAgeSeconds, 'seconds'),
    });
  }
  if (date !== undefined) {
    return t('sections.r2.until', { date: dayOf(date) });
  }
  return t(
    type === 'Indefinite'
      ? 'sections.r2.forEver'
      : 'sections.r2.otherCondition',
  );
}

/** Cloudflare's dates are midnights in UTC. */
function dayOf(date: string): string {
  return date.slice(0, 10);
}

/** What the panel of a bucket reads. */
export const r2Sections: readonly ProductSection[] = [lifecycle, metrics];
