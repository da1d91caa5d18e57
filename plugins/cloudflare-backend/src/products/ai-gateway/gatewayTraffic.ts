import { CfAiGatewayRequests } from '@cloudflare-backstage/cloudflare-client';
import {
  AiGatewayMetrics,
  AiGatewayTotals,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { MetricsReading } from '../../metrics/AccountMetrics';
import { Figure, seriesOf, sumOf, toSeries } from '../../metrics/toSeries';

type Row = CfAiGatewayRequests;
type Traffic = Omit<AiGatewayMetrics, 'latencyState' | 'latency'>;

const tokensIn = (row: Row) => row.cachedTokensIn + row.uncachedTokensIn;
const tokensOut = (row: Row) => row.cachedTokensOut + row.uncachedTokensOut;

const figures: Figure<Row>[] = [
  { id: 'requests', unit: 'count', of: sumOf(row => row.requests) },
  { id: 'errors', unit: 'count', of: sumOf(row => row.erroredRequests) },
  {
    id: 'cacheHitRate',
    unit: 'ratio',
    of: rows => totalsOf(rows).cacheHitRate,
  },
  { id: 'tokensIn', unit: 'count', of: sumOf(tokensIn) },
  { id: 'tokensOut', unit: 'count', of: sumOf(tokensOut) },
];

/** What is known of the traffic of one gateway. */
export function toGatewayTraffic(
  { window, metrics }: MetricsReading,
  gateway: string,
): Traffic {
  const { complete, rows: all } = metrics.aiGateway.requests;
  const rows = all.filter(row => row.gateway === gateway);
  // Of a window of which a part is missing there is no total.
  const whole = complete ? rows : [];
  return {
    ...toSeries(window, seriesOf(rows, figures)),
    // No row is not zero.
    totals: whole.length > 0 ? totalsOf(whole) : undefined,
    providers: grouped(
      whole,
      row => [row.provider],
      ([{ provider }]) => ({ provider }),
    ),
    models: grouped(
      whole,
      row => [row.provider, row.model],
      ([{ provider, model }]) => ({ provider, model }),
    ),
  };
}

function totalsOf(rows: readonly Row[]): AiGatewayTotals {
  const sum = (figure: (row: Row) => number) =>
    rows.reduce((total, row) => total + figure(row), 0);
  const requests = sum(row => row.requests);
  const cachedRequests = sum(row => row.cachedRequests);
  return {
    requests,
    errors: sum(row => row.erroredRequests),
    cachedRequests,
    cacheHitRate: requests > 0 ? cachedRequests / requests : undefined,
    tokensIn: sum(tokensIn),
    tokensOut: sum(tokensOut),
    cost: sum(row => row.cost),
  };
}

/** Totals of groups of rows, most requests first. */
function grouped<Name>(
  rows: readonly Row[],
  keyOf: (row: Row) => string[],
  nameOf: (rows: readonly Row[]) => Name,
): (Name & AiGatewayTotals)[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()]
    .map(group => ({ ...nameOf(group), ...totalsOf(group) }))
    .sort((a, b) => b.requests - a.requests);
}
