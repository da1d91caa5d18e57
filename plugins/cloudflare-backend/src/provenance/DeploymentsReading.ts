import { ReadOptions } from '@cloudflare-backstage/cloudflare-client';
import { EvidenceGap } from '@cloudflare-backstage/cloudflare-evidence';
import { ProvenanceOptions } from '@cloudflare-backstage/cloudflare-provenance';
import {
  CloudflareProblem,
  ProvenanceSummary,
  WorkerDeployment,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareAccount,
  EnvironmentRules,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { TimeWindow } from '../routing/fields';
import { BuildManifests } from './BuildManifests';

/** What deployments are read with. */
export interface DeploymentSources {
  environments: EnvironmentRules;
  provenance: ProvenanceOptions;
  manifests: BuildManifests;
}

/** Which deployments of a product are read. */
export interface DeploymentsOf extends DeploymentSources {
  account: CloudflareAccount;
  window: TimeWindow;
  /** Of these resources; of all when absent. */
  names?: readonly string[];
  reading: ReadOptions & { signal: AbortSignal };
}

/** A deployment with all that is known of it for good. */
export interface ReadDeployment {
  /** Of the resource. */
  name: string;
  /** By which Cloudflare tells of the resource, besides its name. */
  resourceId: string;
  id: string;
  createdAt: string;
  env?: string;
  branch?: string;
  /** The stage in which it ended, and how; of products that tell it. */
  stage?: { name: string; status: string };
  source?: string;
  triggeredBy?: string;
  rollback?: boolean;
  message?: string;
  author?: string;
  /** Of products whose deployments share traffic between versions. */
  versions?: WorkerDeployment['versions'];
  commitDirty?: boolean;
  artifactSha256?: string;
  provenance: ProvenanceSummary;
}

/** Deployments that were made within a window. */
export interface DeploymentsReading {
  deployments: ReadDeployment[];
  /** What could not be read. */
  gaps: EvidenceGap[];
  /** Why nothing of what is asked for could be read. */
  unread?: CloudflareProblem;
}

/** Whether a time is in the half-open window. */
export function isIn({ from, to }: TimeWindow, time: string): boolean {
  const at = Date.parse(time);
  return at >= from.getTime() && at < to.getTime();
}
