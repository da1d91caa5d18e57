import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { timestamp } from '../parsing';

/**
 * Log-ins to an Access application in an hour.
 *
 * @public
 */
export interface CfAccessLogins {
  applicationId: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  allowed: boolean;
  logins: number;
}

/**
 * Metrics of Zero Trust.
 *
 * @public
 */
export interface CfZeroTrustMetrics {
  /** By application, outcome and hour. */
  logins: MetricRows<CfAccessLogins>;
}

export const zeroTrustMetrics: MetricNodes<CfZeroTrustMetrics> = {
  logins: {
    dataset: 'accessLoginRequestsAdaptiveGroups',
    select: 'count dimensions { appId isSuccessfulLogin datetimeHour }',
    step: 'hour',
    row: z
      .object({
        count: z.number(),
        dimensions: z.object({
          appId: z.string(),
          isSuccessfulLogin: z.number(),
          datetimeHour: timestamp,
        }),
      })
      .transform(({ count, dimensions }) => ({
        applicationId: dimensions.appId,
        hour: dimensions.datetimeHour,
        allowed: dimensions.isSuccessfulLogin === 1,
        logins: count,
      })),
  },
};
