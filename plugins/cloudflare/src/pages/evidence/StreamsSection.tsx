import { Button, Flex, Text } from '@backstage/ui';
import { EvidenceChain } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { Reading } from '../../api/useReading';
import { Absent } from '../../components/Absent';
import { CopyButton } from '../../components/CopyButton';
import { PanelSection } from '../../components/PanelSection';
import { ProductTable } from '../../components/ProductTable';
import { StateBoundary } from '../../components/StateBoundary';
import { ProductColumn } from '../../components/tableColumns';
import { TableFilter } from '../../components/TableFilter';
import { Time } from '../../components/Time';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { BundleState, bundleStateText } from './BundleState';
import { evidenceTexts } from './evidence.messages';
import { evidenceAccess } from './evidenceRequests';
import {
  EvidenceTranslate,
  headLine,
  streamText,
  subjectText,
} from './evidenceText';
import { Hash } from './Hash';

/** The streams, how each ends, and what to keep of that. */
export function StreamsSection(props: {
  reading: Reading<EvidenceChain[]>;
  onShow: (stream: string) => void;
}) {
  const { onShow, reading } = props;
  const { t } = useSectionTranslation(evidenceTexts);
  const columns = useMemo(
    () => [...streamColumns(t), actionColumn(t, onShow)],
    [t, onShow],
  );
  const filters = useMemo<TableFilter<EvidenceChain>[]>(
    () => [
      {
        id: 'kind',
        label: t('sections.evidence.streams.kind'),
        value: ({ kind }) => t(`sections.evidence.kinds.${kind}`),
      },
      {
        id: 'variant',
        label: t('sections.evidence.streams.variant'),
        value: ({ variant }) => t(`sections.evidence.variants.${variant}`),
      },
    ],
    [t],
  );
  return (
    <PanelSection heading="h2" title={t('sections.evidence.streams.title')}>
      <StateBoundary
        reading={reading}
        access={evidenceAccess}
        isEmpty={chains => chains.length === 0}
        empty={{
          title: t('sections.evidence.streams.emptyTitle'),
          description: t('sections.evidence.streams.emptyDescription'),
        }}
      >
        {(chains, { meta }) => (
          <Flex direction="column" gap="3">
            <ProductTable
              label={t('sections.evidence.streams.what')}
              rows={chains}
              columns={columns}
              rowId={rowId}
              filters={filters}
              fileName="cloudflare-evidence-streams"
              fetchedAt={meta.fetchedAt}
              isPending={reading.isPending}
              onRefresh={reading.retry}
            />
            <Flex align="center" gap="1">
              <Text variant="body-small" color="secondary">
                {t('sections.evidence.streams.headsNote')}
              </Text>
              <CopyButton
                value={chains.map(headLine).join('\n')}
                what={t('sections.evidence.streams.headsName')}
              />
            </Flex>
          </Flex>
        )}
      </StateBoundary>
    </PanelSection>
  );
}

function rowId({ stream }: EvidenceChain): string {
  return stream;
}

function streamColumns(t: EvidenceTranslate): ProductColumn<EvidenceChain>[] {
  return [
    {
      id: 'stream',
      label: t('sections.evidence.streams.stream'),
      share: 1.7,
      isRowHeader: true,
      value: row => streamText(row, t),
      cell: row => (
        <>
          {t(`sections.evidence.kinds.${row.kind}`)}
          <Text as="p" variant="body-small" color="secondary">
            {[
              subjectText(row.subject, t),
              row.account,
              t(`sections.evidence.variants.${row.variant}`),
            ].join(' · ')}
          </Text>
        </>
      ),
    },
    {
      id: 'newest',
      label: t('sections.evidence.streams.newest'),
      value: row => row.collectedAt,
      cell: row => <Time value={row.collectedAt} />,
    },
    {
      id: 'state',
      label: t('sections.evidence.snapshots.state'),
      share: 1.5,
      value: row => row.newest && bundleStateText(row.newest, t),
      cell: ({ newest }) =>
        newest ? <BundleState bundle={newest} /> : <Absent />,
    },
    {
      id: 'bundles',
      label: t('sections.evidence.streams.bundles'),
      share: 0.9,
      value: row => row.length,
      cell: ({ cut, length }) => (
        <>
          {length.toLocaleString()}
          {cut && (
            <Text as="p" variant="body-small" color="secondary">
              {t('sections.evidence.streams.cut', { seq: String(cut.seq) })}
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'head',
      label: t('sections.evidence.streams.head'),
      share: 1.3,
      value: headLine,
      cell: row => (
        <>
          #{row.seq}{' '}
          <Hash
            hash={row.sha256}
            copied={headLine(row)}
            what={t('sections.evidence.streams.headName', {
              stream: streamText(row, t),
            })}
          />
        </>
      ),
    },
  ];
}

function actionColumn(
  t: EvidenceTranslate,
  onShow: (stream: string) => void,
): ProductColumn<EvidenceChain> {
  return {
    id: 'show',
    label: t('sections.evidence.snapshots.actions'),
    cell: row => (
      <Button
        size="small"
        variant="secondary"
        aria-label={t('sections.evidence.streams.showLabel', {
          stream: streamText(row, t),
        })}
        onPress={() => onShow(row.stream)}
      >
        {t('sections.evidence.streams.show')}
      </Button>
    ),
  };
}
