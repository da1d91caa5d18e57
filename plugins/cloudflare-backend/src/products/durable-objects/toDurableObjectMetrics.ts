import {
  CfDurableObject,
  CfDurableObjectsMetrics,
} from '@cloudflare-backstage/cloudflare-client';
import {
  DurableObjectMetrics,
  MetricSeriesItem,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { mostOf, seriesOf, sumOf } from '../../metrics/toSeries';

type Nodes = CfDurableObjectsMetrics;
type Storage = Pick<
  DurableObjectMetrics,
  'storedBytes' | 'storedOn' | 'accountKeyValueBytes'
> & { reason?: DurableObjectMetrics['reasons']['storedBytes'] };

const MS_PER_US = 1 / 1000;

const ofNamespace =
  (id: string) =>
  (row: { namespaceId: string }): boolean =>
    row.namespaceId === id;

/** What is known of the objects of one namespace over time. */
export function durableObjectSeries(
  { invocations, activity }: Nodes,
  id: string,
): MetricSeriesItem[] {
  return [
    ...seriesOf(invocations.rows.filter(ofNamespace(id)), [
      { id: 'requests', unit: 'count', of: sumOf(row => row.requests) },
      { id: 'errors', unit: 'count', of: sumOf(row => row.errors) },
    ]),
    ...seriesOf(activity.rows.filter(ofNamespace(id)), [
      {
        id: 'webSocketConnections',
        unit: 'count',
        of: mostOf(row => row.activeWebsocketConnections),
      },
      {
        id: 'webSocketMessagesIn',
        unit: 'count',
        of: sumOf(row => row.inboundWebsocketMessages),
      },
      {
        id: 'webSocketMessagesOut',
        unit: 'count',
        of: sumOf(row => row.outboundWebsocketMessages),
      },
      {
        id: 'activeTime',
        unit: 'milliseconds',
        of: sumOf(row => row.activeTimeUs * MS_PER_US),
      },
      { id: 'rowsRead', unit: 'count', of: sumOf(row => row.rowsRead) },
      { id: 'rowsWritten', unit: 'count', of: sumOf(row => row.rowsWritten) },
      {
        id: 'storageReads',
        unit: 'count',
        of: sumOf(row => row.storageReadUnits),
      },
      {
        id: 'storageWrites',
        unit: 'count',
        of: sumOf(row => row.storageWriteUnits),
      },
    ]),
  ];
}

/** Undefined where Cloudflare tells nothing, which is not zero, or not all. */
export function totalsOf(
  { invocations: { rows, complete } }: Nodes,
  id: string,
): DurableObjectMetrics['totals'] {
  const own = rows.filter(ofNamespace(id));
  const requests = sumOf<(typeof own)[number]>(row => row.requests)(own);
  const errors = sumOf<(typeof own)[number]>(row => row.errors)(own);
  return complete && requests !== undefined && errors !== undefined
    ? { requests, errors }
    : undefined;
}

/** What the objects store, and why that is not known. */
export function storageOf(
  { sqlStorage, keyValueStorage }: Nodes,
  { id, usesSqlite }: CfDurableObject,
): Storage {
  if (usesSqlite === false) {
    return {
      storedBytes: null,
      accountKeyValueBytes: keyValueStorage.complete
        ? latest(keyValueStorage.rows)?.bytes
        : undefined,
      reason: 'account-only',
    };
  }
  const last = latest(sqlStorage.rows.filter(ofNamespace(id)));
  if (!sqlStorage.complete) {
    return { storedBytes: null, reason: 'not-read' };
  }
  return last
    ? { storedBytes: last.bytes, storedOn: last.date }
    : { storedBytes: null, reason: 'no-data' };
}

function latest(rows: readonly { date: string; bytes?: number }[]) {
  return rows
    .flatMap(({ date, bytes }) => (bytes === undefined ? [] : { date, bytes }))
    .sort((a, b) => (a.date < b.date ? 1 : -1))
    .at(0);
}
