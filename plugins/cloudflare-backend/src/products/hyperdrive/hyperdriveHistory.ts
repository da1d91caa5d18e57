import {
  CfHyperdriveMetrics,
  CfHyperdriveQueries,
} from '@cloudflare-backstage/cloudflare-client';
import { MetricSeriesItem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { mostOf, seriesOf, sumOf } from '../../metrics/toSeries';

type Queries = readonly CfHyperdriveQueries[];

const isHit = (row: CfHyperdriveQueries) => row.cacheStatus === 'hit';
/** Writes, and what else no cache can answer, say nothing about the cache. */
const isCacheable = (row: CfHyperdriveQueries) =>
  isHit(row) || row.cacheStatus === 'miss';

const queriesIn = sumOf<CfHyperdriveQueries>(row => row.queries);

/** What is known of one configuration over time. */
export function hyperdriveHistory(
  { queries, pool }: CfHyperdriveMetrics,
  configId: string,
): MetricSeriesItem[] {
  const own = (row: { configId: string }) => row.configId === configId;
  return [
    ...seriesOf(queries.rows.filter(own), [
      {
        id: 'cached',
        unit: 'count',
        of: (rows: Queries) => queriesIn(rows.filter(isHit)) ?? 0,
      },
      {
        id: 'uncached',
        unit: 'count',
        of: (rows: Queries) => queriesIn(rows.filter(row => !isHit(row))) ?? 0,
      },
      {
        id: 'errors',
        unit: 'count',
        of: (rows: Queries) =>
          queriesIn(rows.filter(row => row.eventStatus === 'error')) ?? 0,
      },
      { id: 'cacheHitRate', unit: 'ratio', of: cacheHitRate },
      { id: 'queryLatency', unit: 'milliseconds', of: meanLatency },
    ]),
    ...seriesOf(pool.rows.filter(own), [
      {
        id: 'openConnections',
        unit: 'count',
        of: mostOf(row => row.currentPoolSize),
      },
      {
        id: 'waitingClients',
        unit: 'count',
        of: mostOf(row => row.waitingClients),
      },
    ]),
  ];
}

function cacheHitRate(rows: Queries): number | undefined {
  const all = queriesIn(rows.filter(isCacheable));
  return all ? (queriesIn(rows.filter(isHit)) ?? 0) / all : undefined;
}

/** Only queries that the database answered took it time. */
function meanLatency(rows: Queries): number | undefined {
  const answered = rows.filter(row => !isHit(row));
  const count = queriesIn(answered);
  const latency = answered.reduce((sum, row) => sum + row.queryLatencySumMs, 0);
  return count ? latency / count : undefined;
}
