import type { SimulatedAccount } from '../../account/SimulatedAccount';
import { secretMarkers } from '../../fixtures/secretMarkers';
import type { Workflow, WorkflowRun, WorkflowVersion } from './Workflow';

const hour = 3_600_000;

export function workflowItem(
  workflow: Workflow,
  account: SimulatedAccount,
): object {
  const counts: Record<string, number> = {};
  for (const { status } of workflow.runs) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  const now = account.clock.now().getTime();
  return {
    id: workflow.id,
    name: workflow.name,
    class_name: workflow.className,
    script_name: workflow.scriptName,
    created_on: workflow.createdOn,
    modified_on: workflow.modifiedOn,
    triggered_on: workflow.runs[0]?.createdOn ?? null,
    instances: counts,
    ...(workflow.crons.length > 0 && {
      schedules: workflow.crons.map(cron => ({
        cron,
        next_instance: new Date(
          Math.ceil((now + 1) / hour) * hour,
        ).toISOString(),
      })),
    }),
    script_deleted: workflow.scriptDeleted,
  };
}

export function versionItem(
  workflow: Workflow,
  version: WorkflowVersion,
): object {
  return {
    id: version.id,
    workflow_id: workflow.id,
    class_name: workflow.className,
    created_on: version.createdOn,
    modified_on: version.createdOn,
    has_dag: version.graph !== null,
    language: version.language,
    limits: { steps: 1024 },
  };
}

export function runItem(workflow: Workflow, run: WorkflowRun): object {
  return {
    id: run.id,
    workflow_id: workflow.id,
    version_id: run.versionId,
    status: run.status,
    created_on: run.createdOn,
    started_on: run.startedOn,
    ended_on: run.endedOn,
    modified_on: run.endedOn ?? run.createdOn,
    ...(run.trigger && { trigger_source: run.trigger }),
  };
}

/** A run as it is read alone: with what the application put in and got out. */
export function runDetail(run: WorkflowRun): object {
  const payload = secretMarkers.workflowRun;
  const attempt = (success: boolean) => ({
    start: run.startedOn,
    end: run.endedOn,
    success,
    error: success ? null : { name: 'Error', message: payload },
  });
  const isOver = run.endedOn !== null;
  return {
    status: run.status,
    queued: run.createdOn,
    start: run.startedOn,
    end: run.endedOn,
    success: isOver ? run.status === 'complete' : null,
    versionId: run.versionId,
    trigger: { source: run.trigger ?? 'unknown' },
    params: { payload },
    output: payload,
    error:
      run.status === 'errored' ? { name: 'Error', message: payload } : null,
    rollback: null,
    step_count: 2,
    steps: [
      {
        type: 'step',
        name: 'extract',
        start: run.startedOn,
        end: run.endedOn,
        success: isOver,
        output: payload,
        attempts: [
          ...Array.from({ length: run.retries }, () => attempt(false)),
          attempt(true),
        ],
      },
      {
        type: 'sleep',
        name: 'cool down',
        start: run.startedOn,
        end: run.endedOn,
        finished: isOver,
        error: null,
      },
    ],
  };
}
