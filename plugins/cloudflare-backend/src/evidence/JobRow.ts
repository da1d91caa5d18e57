import { evidenceTime } from '@cloudflare-backstage/cloudflare-evidence';
import { EvidenceJob } from '@cloudflare-backstage/plugin-cloudflare-common';
import { IdentityRow, subjectOf, windowOf } from './BundleRow';

/** A job, as the database keeps it. */
export interface JobRow extends IdentityRow {
  id: string;
  /** Key of the account. */
  account: string;
  window_from: string | null;
  window_to: string | null;
  state: EvidenceJob['state'];
  created_at: string;
  finished_at: string | null;
  done: number;
  total: number;
  records: number;
  bundles: string;
  problem: string | null;
  /** The process that runs it. */
  owner: string | null;
  /** Until then the process is taken to be alive. */
  lease_until: string | null;
  /** How often the process that ran it died. */
  takeovers: number;
}

/** How far a job has come. */
export interface JobProgress {
  done: number;
  records: number;
  bundles: string[];
}

export function toJob(row: JobRow): EvidenceJob {
  return {
    id: row.id,
    account: row.account,
    kind: row.kind,
    subject: subjectOf(row),
    variant: row.variant,
    window: windowOf(row),
    state: row.state,
    createdAt: evidenceTime(row.created_at),
    finishedAt: row.finished_at ? evidenceTime(row.finished_at) : undefined,
    progress: { done: row.done, total: row.total, records: row.records },
    bundles: JSON.parse(row.bundles),
    problem: row.problem ? JSON.parse(row.problem) : undefined,
  };
}
