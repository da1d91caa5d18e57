import { CloudflareClient } from '@cloudflare-backstage/cloudflare-client';
import { byUrgency, DueDetail, isDetailUnread } from './details';
import { ProductRun } from './ProductRun';
import { isLasting, problemOf } from './syncProblems';

/** Details that are read at once. */
const CONCURRENCY = 8;
/** Details that are completed and brought into the catalog together. */
const BATCH = 100;
/** Part of the rate limit's window from which on details wait for another run. */
const BUDGET_SHARE = 0.8;

/**
 * Reads the details that are due, as far as time and budget reach; the next
 * run goes on with the others.
 *
 * @param inTime - ends the reading, not what is done with what was read
 * @param apply - brings what was read into the catalog; calls do not overlap
 */
export async function readDetails(
  parts: readonly ProductRun[],
  options: {
    run: number;
    client: CloudflareClient;
    inTime: AbortSignal;
    apply(batch: readonly DueDetail<ProductRun>[]): Promise<void>;
  },
): Promise<void> {
  const { client, inTime, apply } = options;
  const queue = byUrgency(parts.flatMap(part => part.detailsDue(options.run)));
  const stopped = new Set<ProductRun>();
  let batch: DueDetail<ProductRun>[] = [];
  let applied = Promise.resolve();
  const flush = () => {
    const full = batch;
    batch = [];
    applied = applied.then(() => apply(full));
  };

  const miss = ({ owner, resource }: DueDetail<ProductRun>) => {
    owner.report.detailsPending += 1;
    resource.detailOutdated = true;
  };
  /** Leaves it to a further run; the catalog tells that it is outdated. */
  const postpone = (due: DueDetail<ProductRun>) => {
    if (!isDetailUnread(due.owner.ingestion, due.resource)) {
      batch.push(due);
    }
    miss(due);
  };

  const work = async () => {
    for (let due = queue.shift(); due; due = queue.shift()) {
      const { owner, resource } = due;
      if (inTime.aborted || isSpent(client) || stopped.has(owner)) {
        postpone(due);
        continue;
      }
      try {
        await owner.readDetail(resource, inTime);
      } catch (error) {
        if (inTime.aborted) {
          postpone(due);
          continue;
        }
        miss(due);
        resource.stored.detailFailures += 1;
        const what = `A detail of ${owner.ingestion.kind.title}`;
        const problem = problemOf(error, what);
        // What was removed since it was listed is not a problem.
        if (problem.kind !== 'not-found') {
          owner.addFailure(error, what);
        }
        if (isLasting(problem)) {
          stopped.add(owner);
        }
      }
      batch.push(due);
      if (batch.length >= BATCH) {
        flush();
      }
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  flush();
  await applied;
}

/** What is left of the budget is for those who wait for an answer. */
function isSpent(client: CloudflareClient): boolean {
  const { used, limit, lockedOutUntil } = client.budget();
  return used >= limit * BUDGET_SHARE || lockedOutUntil !== undefined;
}
