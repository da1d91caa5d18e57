import {
  products,
  Queue,
  QueueConsumer,
  QueueProducer,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { quantityText } from '../components/quantityText';
import { detailList, factsSection } from '../components/sections';
import { ProductColumn } from '../components/tableColumns';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { ProductSection } from './ProductView';
import { DeadLetterQueueName, queueMetrics } from './queues.metrics';
import { queuesTexts } from './queues.sections.messages';

type Queues = readonly Queue[];

/** Kinds that have a word; others are told in Cloudflare's. */
const TYPES = ['worker', 'r2_bucket', 'http_pull'] as const;

const consumers = detailList(queuesTexts)<Queues, QueueConsumer>({
  id: 'consumers',
  title: t => t('sections.queues.bindings.consumers'),
  rows: ([queue]) => known(queue?.consumers, queue?.consumersComplete),
  columns: t => [
    ...nameColumns(t),
    {
      id: 'deadLetterQueue',
      label: t('sections.queues.bindings.deadLetterQueue'),
      value: row => row.deadLetterQueue?.name,
      cell: ({ deadLetterQueue }) =>
        deadLetterQueue ? (
          <DeadLetterQueueName queue={deadLetterQueue} t={t} />
        ) : (
          <Absent reason={t('sections.queues.bindings.none')} />
        ),
    },
    {
      id: 'retries',
      label: t('sections.queues.bindings.retries'),
      value: row => row.maxRetries,
      cell: row => row.maxRetries ?? <Absent />,
    },
    {
      id: 'batch',
      label: t('sections.queues.bindings.batch'),
      value: row => row.batchSize,
      cell: row => row.batchSize ?? <Absent />,
    },
    {
      id: 'concurrency',
      label: t('sections.queues.bindings.concurrency'),
      value: row => row.maxConcurrency,
      cell: row =>
        row.maxConcurrency ??
        (row.type === 'worker' ? (
          t('sections.queues.bindings.automatic')
        ) : (
          <Absent reason={t('sections.queues.bindings.none')} />
        )),
    },
  ],
  rowId: row => row.id ?? `${row.type}/${row.name}`,
  none: t => t('sections.queues.bindings.none'),
  absent: t => t('sections.queues.bindings.incomplete'),
});

const producers = detailList(queuesTexts)<Queues, QueueProducer>({
  id: 'producers',
  title: t => t('sections.queues.bindings.producers'),
  rows: ([queue]) => known(queue?.producers, queue?.producersComplete),
  columns: nameColumns,
  rowId: row => `${row.type}/${row.name}`,
  none: t => t('sections.queues.bindings.none'),
  absent: t => t('sections.queues.bindings.incomplete'),
});

const bindings = factsSection(queuesTexts)<Queues>({
  id: 'bindings',
  title: t => t('sections.queues.bindings.title'),
  request: ({ account, name }) => ({
    path: [products.queues.segment],
    query: { account, name },
  }),
  facts: ([queue], t) => [
    {
      label: t('sections.queues.bindings.retention'),
      value: secondsOf(queue?.messageRetentionSeconds),
    },
    {
      label: t('sections.queues.bindings.delay'),
      value: secondsOf(queue?.deliveryDelaySeconds),
    },
    {
      label: t('sections.queues.bindings.jurisdiction'),
      value: queue?.jurisdiction,
      absent: queue && t('sections.queues.bindings.anywhere'),
    },
    ...incomplete(queue, t),
  ],
  lists: [consumers, producers],
});

/** An empty list that is not complete does not say that there are none. */
function known<T>(rows: readonly T[] | undefined, isComplete?: boolean) {
  return rows?.length === 0 && !isComplete ? undefined : rows;
}

function incomplete(
  queue: Queue | undefined,
  t: SectionTranslate<typeof queuesTexts>,
) {
  const of = (label: string, isComplete?: boolean) =>
    isComplete === false
      ? [{ label, value: t('sections.queues.bindings.incomplete') }]
      : [];
  return [
    ...of(t('sections.queues.bindings.consumers'), queue?.consumersComplete),
    ...of(t('sections.queues.bindings.producers'), queue?.producersComplete),
  ];
}

function secondsOf(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : quantityText(seconds, 'seconds');
}

function nameColumns<T extends { type: string; name?: string }>(
  t: SectionTranslate<typeof queuesTexts>,
): ProductColumn<T>[] {
  const typeOf = ({ type }: T) => {
    const word = TYPES.find(candidate => candidate === type);
    return word ? t(`sections.queues.bindings.types.${word}`) : type;
  };
  // Whoever pulls has no name at Cloudflare.
  const nameOf = ({ name, type }: T) =>
    name ??
    (type === 'http_pull'
      ? t('sections.queues.bindings.unnamed')
      : t('absent.notKnown'));
  return [
    {
      id: 'name',
      label: t('sections.queues.bindings.name'),
      isRowHeader: true,
      value: nameOf,
      cell: nameOf,
    },
    {
      id: 'type',
      label: t('sections.queues.bindings.type'),
      value: typeOf,
      cell: typeOf,
    },
  ];
}

/** What the panel of a queue reads. */
export const queuesSections: readonly ProductSection[] = [
  queueMetrics,
  bindings,
];
