import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { timestamp } from '../parsing';

/**
 * Requests through an AI Gateway in an hour.
 *
 * @public
 */
export interface CfAiGatewayRequests {
  /** Id of the gateway. */
  gateway: string;
  /** Such as `openai`. */
  provider: string;
  model: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  requests: number;
  cachedRequests: number;
  erroredRequests: number;
  /** US dollars, as Cloudflare estimates it. */
  cost: number;
  cachedTokensIn: number;
  cachedTokensOut: number;
  uncachedTokensIn: number;
  uncachedTokensOut: number;
}

/**
 * Metrics of AI Gateway. Latency is not among them.
 *
 * @public
 */
export interface CfAiGatewayMetrics {
  /** By gateway, provider, model and hour. */
  requests: MetricRows<CfAiGatewayRequests>;
}

export const aiGatewayMetrics: MetricNodes<CfAiGatewayMetrics> = {
  requests: {
    dataset: 'aiGatewayRequestsAdaptiveGroups',
    select:
      'count sum { cachedRequests erroredRequests cost cachedTokensIn cachedTokensOut uncachedTokensIn uncachedTokensOut } dimensions { gateway provider model datetimeHour }',
    step: 'hour',
    row: z
      .object({
        count: z.number(),
        sum: z.object({
          cachedRequests: z.number(),
          erroredRequests: z.number(),
          cost: z.number(),
          cachedTokensIn: z.number(),
          cachedTokensOut: z.number(),
          uncachedTokensIn: z.number(),
          uncachedTokensOut: z.number(),
        }),
        dimensions: z.object({
          gateway: z.string(),
          provider: z.string(),
          model: z.string(),
          datetimeHour: timestamp,
        }),
      })
      .transform(({ count, sum, dimensions: { datetimeHour, ...group } }) => ({
        ...group,
        hour: datetimeHour,
        requests: count,
        ...sum,
      })),
  },
};
