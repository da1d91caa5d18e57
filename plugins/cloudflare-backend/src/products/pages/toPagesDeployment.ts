import { CfPagesDeployment } from '@cloudflare-backstage/cloudflare-client';
import {
  ProvenanceFields,
  ProvenanceOptions,
  resolvePagesDeployment,
  toProvenanceSummary,
} from '@cloudflare-backstage/cloudflare-provenance';
import {
  PagesDeployment,
  siteUrl,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** What Pages calls its environments. */
export const PRODUCTION = 'production';
export const PREVIEW = 'preview';

/** Puts a deployment together with what is known of its project. */
export function toPagesDeployment(
  deployment: CfPagesDeployment,
  project: {
    repositoryUrl?: string;
    /** Id of the deployment that serves production, where it is known. */
    active?: string;
    /** What CI said of the deployment. */
    manifest?: ProvenanceFields;
    provenance: ProvenanceOptions;
  },
): PagesDeployment {
  const { repositoryUrl, active, manifest } = project;
  const summary = toProvenanceSummary(
    resolvePagesDeployment(
      { ...deployment, repositoryUrl, manifest },
      project.provenance,
    ),
  );
  return {
    id: deployment.id,
    createdAt: deployment.createdAt,
    env: deployment.environment ?? 'unknown',
    status: statusOf(deployment, active),
    stage: deployment.stage?.name,
    branch: deployment.branch,
    commitSha: summary.commitSha,
    commitMessage: deployment.commitMessage,
    commitDirty: deployment.commitDirty,
    ciRunUrl: summary.ciRunUrl,
    trigger: deployment.trigger,
    url: deployment.url && siteUrl(deployment.url),
    provenance: summary,
  };
}

/** Only the stage `deploy` that has succeeded puts a deployment on line. */
export function isOnLine({ skipped, stage }: CfPagesDeployment): boolean {
  return !skipped && stage?.name === 'deploy' && stage.status === 'success';
}

/** When a deployment was put on line, in milliseconds since the epoch. */
export function onLineSince({ stage, createdAt }: CfPagesDeployment): number {
  return Date.parse(stage?.endedAt ?? createdAt) || 0;
}

function statusOf(
  deployment: CfPagesDeployment,
  active: string | undefined,
): PagesDeployment['status'] {
  if (deployment.skipped) {
    return 'skipped';
  }
  if (isOnLine(deployment)) {
    return statusOnLine(deployment, active);
  }
  switch (deployment.stage?.status) {
    case 'success':
    case 'active':
    case 'idle':
      return 'running';
    case 'failure':
      return 'failed';
    case 'canceled':
      return 'canceled';
    case 'skipped':
      return 'skipped';
    default:
      return 'unknown';
  }
}

function statusOnLine(
  { id, environment }: CfPagesDeployment,
  active: string | undefined,
): PagesDeployment['status'] {
  if (environment === PREVIEW) {
    return 'live';
  }
  if (id === active) {
    return 'active';
  }
  // Without the one that took over, none is known to have been superseded.
  return environment === PRODUCTION && active ? 'superseded' : 'unknown';
}
