import {
  ProductionDeployment,
  ProvenanceCounts,
  ProvenanceSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { provenanceState } from './provenanceSummary';

/** How many deployments there are, as answers tell it. */
export const provenanceCounts = z.object({
  total: z.number(),
  states: z.record(provenanceState, z.number()),
  withCommit: z.number(),
  withCiRun: z.number(),
  withAuditEvent: z.number(),
  unknown: z.object({
    commit: z.number(),
    ciRun: z.number(),
    auditEvent: z.number(),
  }),
}) satisfies z.ZodType<ProvenanceCounts>;

const FULL_COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Counts deployments by how much is known of where they came from. */
export function countProvenance(
  deployments: readonly Pick<
    ProductionDeployment,
    'provenance' | 'auditEvents'
  >[],
): ProvenanceCounts {
  const counts: ProvenanceCounts = {
    total: deployments.length,
    states: { complete: 0, partial: 0, none: 0, conflict: 0, unknown: 0 },
    withCommit: 0,
    withCiRun: 0,
    withAuditEvent: 0,
    unknown: { commit: 0, ciRun: 0, auditEvent: 0 },
  };
  for (const { provenance, auditEvents } of deployments) {
    counts.states[provenance.state] += 1;
    const { commit, ciRun } = whatIsProven(provenance);
    counts.withCommit += Number(commit === true);
    counts.withCiRun += Number(ciRun === true);
    counts.withAuditEvent += Number(auditEvents.state === 'found');
    counts.unknown.commit += Number(commit === undefined);
    counts.unknown.ciRun += Number(ciRun === undefined);
    counts.unknown.auditEvent += Number(auditEvents.state === 'unknown');
  }
  return counts;
}

/** Whether a commit and a CI run are known for all that serves; undefined: not known. */
export function whatIsProven({
  state,
  commitSha = '',
  ciRunUrl,
  ciRunText,
}: ProvenanceSummary): { commit?: boolean; ciRun?: boolean } {
  switch (state) {
    case 'complete':
      return { commit: true, ciRun: true };
    case 'unknown':
      return {};
    case 'partial': {
      const commit = FULL_COMMIT.test(commitSha);
      // What is no link and no URL either is a Workers Builds run.
      const ciRun =
        ciRunUrl !== undefined || /^(?!https:)./.test(ciRunText ?? '');
      // Both, and still partial: another version that serves traffic lacks
      // something, of which nothing is told.
      return commit && ciRun
        ? { commit: false, ciRun: false }
        : { commit, ciRun };
    }
    default:
      return { commit: false, ciRun: false };
  }
}
