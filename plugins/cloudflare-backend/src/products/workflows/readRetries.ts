import {
  CfWorkflowRun,
  CloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  WorkflowRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { outcomeOf } from '../../reading/outcomeOf';

/** Runs that are read one by one, each of which takes a request. */
const MOST_READ = 10;
/** How long the analytics may take to know everything of a run. */
const LAG_MS = 10 * 60_000;

/** How often the steps of a run were tried again, and who says so. */
export interface KnownRetries {
  count: number;
  from: NonNullable<WorkflowRun['retriesFrom']>;
}

/**
 * Retries by run id: of all runs by one request to the analytics, and of the
 * newest that these do not tell, or not all of yet, by a reading of the run.
 */
export async function readRetries(
  client: CloudflareClient,
  workflow: string,
  runs: readonly CfWorkflowRun[],
  signal: AbortSignal,
): Promise<{
  retries: Map<string, KnownRetries>;
  /** Why those of some runs are not known. */
  problem?: CloudflareProblem;
}> {
  const retries = new Map<string, KnownRetries>();
  const started = runs.filter(run => run.startedAt !== undefined);
  if (started.length === 0) {
    return { retries };
  }
  const oldest = Math.min(...started.map(run => Date.parse(run.createdAt)));
  const analytics = await outcomeOf(
    client.workflows.retriesOfRuns(
      workflow,
      { from: new Date(oldest), to: new Date() },
      { signal },
    ),
  );
  for (const [id, count] of analytics.value ?? []) {
    retries.set(id, { count, from: 'analytics' });
  }
  const untold = started.filter(
    run => !retries.has(run.id) || !isLongOver(run),
  );
  const read = await Promise.all(
    untold.slice(0, MOST_READ).map(async ({ id }) => ({
      id,
      outcome: await outcomeOf(
        client.workflows.retriesOfRun(workflow, id, { signal }),
      ),
    })),
  );
  let problem = untold.length > MOST_READ ? analytics.problem : undefined;
  for (const { id, outcome } of read) {
    if (outcome.value === undefined) {
      problem ??= outcome.problem;
    } else {
      retries.set(id, { count: outcome.value, from: 'run' });
    }
  }
  return { retries, problem };
}

function isLongOver({ endedAt }: CfWorkflowRun): boolean {
  return Date.parse(endedAt ?? '') < Date.now() - LAG_MS;
}
