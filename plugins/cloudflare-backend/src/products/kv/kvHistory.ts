import {
  CfKvMetrics,
  CfKvOperations,
} from '@cloudflare-backstage/cloudflare-client';
import { MetricSeriesItem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Figure, seriesOf, sumOf } from '../../metrics/toSeries';

/** Figures by what the operations are called at Cloudflare. */
const FIGURES = {
  reads: 'read',
  writes: 'write',
  deletes: 'delete',
  lists: 'list',
};

/** The operations on one namespace over time. */
export function kvHistory(
  { operations }: CfKvMetrics,
  namespaceId: string,
): MetricSeriesItem[] {
  return seriesOf(
    operations.rows.filter(row => row.namespaceId === namespaceId),
    Object.entries(FIGURES).map(
      ([id, actionType]): Figure<CfKvOperations> => ({
        id,
        unit: 'count',
        of: sumOf(row =>
          row.actionType === actionType ? row.requests : undefined,
        ),
      }),
    ),
  );
}
