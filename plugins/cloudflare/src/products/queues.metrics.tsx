import { Flex } from '@backstage/ui';
import {
  DeadLetterQueue,
  products,
  QueueBacklog,
  QueueMetrics,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { FactList } from '../components/FactList';
import { Lines } from '../components/Lines';
import { quantityText } from '../components/quantityText';
import { detailSection, SeriesChart } from '../components/sections';
import { SeriesCharts } from '../components/sections/SeriesCharts';
import { fileNameOf } from '../components/sections/SectionSpec';
import { StatusTag } from '../components/StatusTag';
import { Tags } from '../components/Tags';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { Fact } from './ProductView';
import { queuesTexts } from './queues.sections.messages';

const id = 'metrics';

/** What waits in a queue now, and its traffic of the last day. */
export const queueMetrics = detailSection(queuesTexts)<QueueMetrics>({
  id,
  title: t => t('sections.queues.metrics.title'),
  request: ({ account, name }) => ({
    path: [products.queues.segment, name, 'metrics'],
    query: { account },
  }),
  render: ({ data }, t, resource) => (
    <Flex direction="column" gap="4">
      <FactList facts={factsOf(data, t)} />
      <SeriesCharts
        answer={data}
        charts={charts(t)}
        fileName={fileNameOf(id, resource)}
      />
    </Flex>
  ),
});

function factsOf(
  data: QueueMetrics,
  t: SectionTranslate<typeof queuesTexts>,
): Fact[] {
  const {
    backlog,
    deadLetterQueues,
    deadLetterQueuesComplete,
    deliveryPaused,
  } = data;
  return [
    {
      label: t('sections.queues.metrics.backlog'),
      value: backlog && sizeOf(backlog, t),
    },
    {
      label: t('sections.queues.metrics.oldest'),
      value:
        backlog?.lagSeconds === undefined
          ? undefined
          : t('sections.queues.metrics.waitsSince', {
              lag: quantityText(backlog.lagSeconds, 'seconds'),
            }),
      absent: backlog && whyNoLag(backlog, t),
    },
    {
      label: t('sections.queues.metrics.delivery'),
      value: deliveryPaused !== undefined && (
        <StatusTag
          tone={deliveryPaused ? 'warning' : 'success'}
          label={t(
            deliveryPaused
              ? 'sections.queues.metrics.paused'
              : 'sections.queues.metrics.running',
          )}
        />
      ),
    },
    {
      label: t('sections.queues.metrics.deadLetterQueues'),
      value: deadLetterQueues.length > 0 && (
        <Lines items={deadLetterQueues}>
          {queue => (
            <Tags>
              <DeadLetterQueueName queue={queue} t={t} />
              {queue.backlog &&
                t('sections.queues.metrics.waiting', {
                  messages: quantityText(queue.backlog.messages, 'count'),
                })}
            </Tags>
          )}
        </Lines>
      ),
      absent: deadLetterQueuesComplete
        ? t('sections.queues.metrics.noDeadLetterQueue')
        : undefined,
    },
  ].map(fact => ({ ...fact, value: fact.value || undefined }));
}

function sizeOf(
  { messages, bytes }: QueueBacklog,
  t: SectionTranslate<typeof queuesTexts>,
) {
  return t('sections.queues.metrics.size', {
    messages: quantityText(messages, 'count'),
    size: quantityText(bytes, 'bytes'),
  });
}

/** Cloudflare says as much of an empty queue as of one that it does not know. */
function whyNoLag(
  { messages }: QueueBacklog,
  t: SectionTranslate<typeof queuesTexts>,
): string {
  return t(
    messages === 0
      ? 'sections.queues.metrics.nothingWaits'
      : 'sections.queues.metrics.oldestUnknown',
  );
}

/** The name of a dead letter queue, and whether it exists. */
export function DeadLetterQueueName(props: {
  queue: DeadLetterQueue;
  t: SectionTranslate<typeof queuesTexts>;
}) {
  const { queue, t } = props;
  return (
    <Tags>
      <span>{queue.name}</span>
      {queue.state === 'missing' && (
        <StatusTag tone="danger" label={t('sections.queues.metrics.missing')} />
      )}
      {queue.state === 'unknown' && <Absent />}
    </Tags>
  );
}

function charts(t: SectionTranslate<typeof queuesTexts>): SeriesChart[] {
  return [
    {
      id: 'backlog',
      title: t('sections.queues.metrics.chartBacklog'),
      shape: 'levels',
      series: [
        {
          id: 'backlogMessages',
          label: t('sections.queues.metrics.chartBacklog'),
          tone: 'warning',
        },
      ],
    },
    {
      id: 'lag',
      title: t('sections.queues.metrics.chartLag'),
      shape: 'levels',
      series: [
        {
          id: 'lag',
          label: t('sections.queues.metrics.chartLag'),
          tone: 'info',
        },
      ],
    },
    {
      id: 'traffic',
      title: t('sections.queues.metrics.chartTraffic'),
      shape: 'amounts',
      series: [
        {
          id: 'written',
          label: t('sections.queues.metrics.written'),
          tone: 'info',
        },
        {
          id: 'delivered',
          label: t('sections.queues.metrics.delivered'),
          tone: 'success',
        },
      ],
    },
    {
      id: 'failures',
      title: t('sections.queues.metrics.chartFailures'),
      shape: 'amounts',
      series: [
        {
          id: 'failed',
          label: t('sections.queues.metrics.failed'),
          tone: 'warning',
        },
        {
          id: 'deadLettered',
          label: t('sections.queues.metrics.deadLettered'),
          tone: 'danger',
        },
      ],
    },
  ];
}
