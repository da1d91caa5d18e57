import { z } from 'zod';
import { listOf, maybe, timestamp } from '../../parsing';
import type {
  CfWorkflow,
  CfWorkflowRun,
  CfWorkflowVersion,
} from '../workflows.types';

const text = maybe(z.string());
const count = maybe(z.number());

/** An item of the list of workflows. */
export const workflowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    class_name: text,
    script_name: text,
    script_deleted: maybe(z.boolean()),
    created_on: text,
    modified_on: text,
    // Null says that it never ran; without the key nothing is said.
    triggered_on: z.string().nullish(),
    instances: z.record(z.string(), z.number()).nullish(),
    schedules: listOf(z.object({ cron: z.string(), next_instance: text })),
  })
  .transform(
    (raw): CfWorkflow => ({
      id: raw.id,
      name: raw.name,
      className: raw.class_name,
      scriptName: raw.script_name,
      scriptDeleted: raw.script_deleted,
      createdAt: raw.created_on,
      modifiedAt: raw.modified_on,
      triggeredAt: raw.triggered_on,
      runCounts: raw.instances ?? {},
      schedules: raw.schedules.map(({ cron, next_instance }) => ({
        cron,
        nextRunAt: next_instance,
      })),
    }),
  );

/** A version. */
export const versionSchema = z
  .object({
    id: z.string(),
    created_on: timestamp,
    modified_on: text,
    class_name: text,
    language: text,
    has_dag: maybe(z.boolean()),
    limits: maybe(z.object({ steps: count })),
    concurrency: maybe(z.object({ limit: count })),
  })
  .transform(
    (raw): CfWorkflowVersion => ({
      id: raw.id,
      createdAt: raw.created_on,
      modifiedAt: raw.modified_on,
      className: raw.class_name,
      language: raw.language,
      hasGraph: raw.has_dag,
      stepLimit: raw.limits?.steps,
      concurrencyLimit: raw.concurrency?.limit,
    }),
  );

/** An item of the list of runs. */
export const runSchema = z
  .object({
    id: z.string(),
    version_id: text,
    status: z.string(),
    created_on: timestamp,
    started_on: text,
    ended_on: text,
    modified_on: text,
    trigger_source: text,
  })
  .transform(
    (raw): CfWorkflowRun => ({
      id: raw.id,
      versionId: raw.version_id,
      status: raw.status,
      createdAt: raw.created_on,
      startedAt: raw.started_on,
      endedAt: raw.ended_on,
      modifiedAt: raw.modified_on,
      trigger: raw.trigger_source,
    }),
  );

/** Of a run only how often its steps were tried: the rest is the application's. */
export const attemptsSchema = z
  .object({
    steps: z.array(z.object({ attempts: listOf(z.unknown()) })),
  })
  .transform(({ steps }) =>
    steps.reduce(
      (retries, { attempts }) => retries + Math.max(0, attempts.length - 1),
      0,
    ),
  );

/** Retries by run, as the analytics tell them. */
export const retryRowsSchema = z
  .object({
    runs: z.array(
      z.object({
        sum: z.object({ retryCount: z.number() }),
        dimensions: z.object({ instanceId: z.string() }),
      }),
    ),
  })
  .transform(
    ({ runs }) =>
      new Map(
        runs.map(({ sum, dimensions }) => [
          dimensions.instanceId,
          sum.retryCount,
        ]),
      ),
  );
