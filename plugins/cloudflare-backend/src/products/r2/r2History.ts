import {
  CfR2Metrics,
  CfR2Operations,
} from '@cloudflare-backstage/cloudflare-client';
import { MetricSeriesItem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Figure, mostOf, seriesOf, sumOf } from '../../metrics/toSeries';

/** Figures by how the names of the operations begin. */
const FIGURES = {
  reads: /^(Get|Head)/,
  writes: /^(Put|Copy|Upload|Create|Complete)/,
  deletes: /^(Delete|Abort)/,
  lists: /^List/,
};

/** What one bucket holds, and the operations on it, over time. */
export function r2History(
  { operations, storage }: CfR2Metrics,
  bucket: string,
): MetricSeriesItem[] {
  const own = (row: { bucket: string }) => row.bucket === bucket;
  return [
    ...seriesOf(
      operations.rows.filter(own),
      Object.entries(FIGURES).map(
        ([id, names]): Figure<CfR2Operations> => ({
          id,
          unit: 'count',
          of: sumOf(row =>
            names.test(row.actionType) ? row.requests : undefined,
          ),
        }),
      ),
    ),
    ...seriesOf(storage.rows.filter(own), [
      { id: 'objects', unit: 'count', of: mostOf(row => row.objectCount) },
      { id: 'bytes', unit: 'bytes', of: mostOf(row => row.payloadBytes) },
    ]),
  ];
}
