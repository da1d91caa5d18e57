import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { AcceptanceCriterion } from '@cloudflare-backstage/plugin-cloudflare-common';
import { fitsTotals } from '../PostureVisibility';
import { accessAuditExportable } from './accessAuditExportable';
import { aiResourcesDiscovered } from './aiResourcesDiscovered';
import { componentsLinked, regulatedBucketsLifecycle } from './checkedCriteria';
import { AcceptanceContext, Criterion, unknown } from './Criterion';
import { deploymentsProven } from './deploymentsProven';
import { secretsMetadataOnly } from './secretsMetadataOnly';

/** In the order of the specification. */
const CRITERIA: readonly Criterion[] = [
  deploymentsProven,
  accessAuditExportable,
  regulatedBucketsLifecycle,
  aiResourcesDiscovered,
  componentsLinked,
  secretsMetadataOnly,
];

/** Judges every criterion; what could not be read is unknown, never met. */
export async function judgeAcceptance(
  context: AcceptanceContext,
): Promise<AcceptanceCriterion[]> {
  return Promise.all(
    CRITERIA.map(async ({ id, title, judge }) => {
      // What somebody sees a part of is neither met nor missed to them.
      const verdict = fitsTotals(context.view)
        ? await judgeOne(judge, context)
        : unknown(
            'You see some of the entities in the catalog only: whether it is met takes all',
          );
      return { id, title, ...verdict };
    }),
  );
}

async function judgeOne(judge: Criterion['judge'], context: AcceptanceContext) {
  try {
    return await judge(context);
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof CloudflareApiError) {
      return unknown(error.problem.message);
    }
    throw error;
  }
}
