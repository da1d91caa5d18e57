import { CfWorkflowRun } from '@cloudflare-backstage/cloudflare-client';
import { WorkflowRun } from '@cloudflare-backstage/plugin-cloudflare-common';
import { KnownRetries } from './readRetries';

const OUTCOMES = ['complete', 'errored', 'terminated'] as const;

/** A run as the API answers it. */
export function toWorkflowRun(
  run: CfWorkflowRun,
  retries: KnownRetries | undefined,
): WorkflowRun {
  return {
    id: run.id,
    status: run.status,
    outcome: OUTCOMES.find(outcome => outcome === run.status),
    versionId: run.versionId,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    durationSeconds: durationOf(run),
    retries: retries?.count,
    retriesFrom: retries?.from,
    trigger: run.trigger,
  };
}

function durationOf({ startedAt, endedAt }: CfWorkflowRun) {
  const ms = Date.parse(endedAt ?? '') - Date.parse(startedAt ?? '');
  return ms >= 0 ? ms / 1000 : undefined;
}
