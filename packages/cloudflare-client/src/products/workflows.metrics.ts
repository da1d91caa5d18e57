import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { timestamp } from '../parsing';

/**
 * Events of the runs of a workflow in an hour.
 *
 * @public
 */
export interface CfWorkflowEvents {
  /** Name of the workflow. */
  workflow: string;
  /** Such as `WORKFLOW_SUCCESS`, `WORKFLOW_FAILURE` or `STEP_SUCCESS`. */
  eventType: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  count: number;
  stepCount: number;
  retryCount: number;
  /** Cloudflare does not document the unit. */
  wallTime: number;
  /** Cloudflare does not document the unit. */
  cpuTime: number;
}

/**
 * Metrics of Workflows.
 *
 * @public
 */
export interface CfWorkflowsMetrics {
  /** By workflow, type of event and hour. */
  events: MetricRows<CfWorkflowEvents>;
}

export const workflowsMetrics: MetricNodes<CfWorkflowsMetrics> = {
  events: {
    dataset: 'workflowsAdaptiveGroups',
    select:
      'count sum { stepCount retryCount wallTime cpuTime } dimensions { workflowName eventType datetimeHour }',
    step: 'hour',
    row: z
      .object({
        count: z.number(),
        sum: z.object({
          stepCount: z.number(),
          retryCount: z.number(),
          wallTime: z.number(),
          cpuTime: z.number(),
        }),
        dimensions: z.object({
          workflowName: z.string(),
          eventType: z.string(),
          datetimeHour: timestamp,
        }),
      })
      .transform(({ count, sum, dimensions }) => ({
        workflow: dimensions.workflowName,
        eventType: dimensions.eventType,
        hour: dimensions.datetimeHour,
        count,
        ...sum,
      })),
  },
};
