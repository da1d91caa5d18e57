import {
  CfQueueOperations,
  CfQueuesMetrics,
} from '@cloudflare-backstage/cloudflare-client';
import { MetricSeriesItem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { mostOf, seriesOf, sumOf } from '../../metrics/toSeries';

/** What is known of one queue over time. */
export function queueHistory(
  { backlog, operations, consumers }: CfQueuesMetrics,
  queueId: string,
): MetricSeriesItem[] {
  const own = (row: { queueId: string }) => row.queueId === queueId;
  return [
    ...seriesOf(backlog.rows.filter(own), [
      {
        id: 'backlogMessages',
        unit: 'count',
        of: mostOf(row => row.messages),
      },
      { id: 'backlogBytes', unit: 'bytes', of: mostOf(row => row.bytes) },
    ]),
    ...seriesOf(operations.rows.filter(own), [
      { id: 'written', unit: 'count', of: countOf('WriteMessage') },
      { id: 'delivered', unit: 'count', of: countOf('ReadMessage') },
      { id: 'failed', unit: 'count', of: countOf('DeleteMessage', 'fail') },
      {
        id: 'deadLettered',
        unit: 'count',
        of: countOf('DeleteMessage', 'dlq'),
      },
      {
        id: 'lag',
        unit: 'milliseconds',
        of: mostOf(row =>
          row.actionType === 'ReadMessage' ? row.lagTimeMs : undefined,
        ),
      },
    ]),
    ...seriesOf(consumers.rows.filter(own), [
      { id: 'concurrency', unit: 'count', of: mostOf(row => row.concurrency) },
    ]),
  ];
}

/** Only the end of a message has an outcome: it is deleted from the queue. */
function countOf(actionType: string, outcome?: string) {
  return sumOf<CfQueueOperations>(row =>
    row.actionType === actionType &&
    (outcome === undefined || row.outcome === outcome)
      ? row.count
      : undefined,
  );
}
