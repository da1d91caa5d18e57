import {
  CfWorkflow,
  CfWorkflowRun,
  Page,
} from '@cloudflare-backstage/cloudflare-client';
import { LRUCache } from 'lru-cache';
import {
  PostureDependencies,
  PostureSource,
  SourceContext,
} from '../PostureSources';
import { recordedReading } from './recordedReading';
import { upstreamSource } from './upstreamSource';

/** Cloudflare keeps no run for longer. */
const DAYS = 30;
const MS_PER_DAY = 86_400_000;
const LAST_STATUSES = ['complete', 'errored', 'terminated'];
const MOST_WORKFLOWS = 20_000;

/** What the newest runs of a workflow tell. */
export interface WorkflowRuns {
  /** Runs that ended. */
  ended: number;
  /** Of these, runs that failed. */
  errored: number;
  /** The one that ended last. */
  last?: Pick<CfWorkflowRun, 'status' | 'endedAt'>;
  /** There are more runs than were read. */
  more: boolean;
}

interface KeptRuns {
  /** What the list told of the workflow before its runs were read. */
  state: string;
  readAt: Date;
  runs: WorkflowRuns;
}

/** Runs that need not be read again, over the evaluations of a backend. */
const keptBy = new WeakMap<PostureDependencies, LRUCache<string, KeptRuns>>();

/** What the list tells of the runs of each workflow, by name. */
const workflowStates = upstreamSource<ReadonlyMap<string, string>>(
  'workflows',
  async ({ client }, _key, options) => {
    const { items } = await client.workflows.list(options);
    return {
      value: new Map(
        items.flatMap(workflow => {
          const state = stateOf(workflow);
          return state === undefined ? [] : [[workflow.name, state]];
        }),
      ),
    };
  },
);

/**
 * The newest runs of the workflow with the name in the key. As long as the list
 * of workflows tells that none began and none changed its state, those that were
 * read before are the newest ones, and are read again once a day.
 */
export const workflowRuns: PostureSource<WorkflowRuns> = {
  name: 'workflow runs',
  async read(context, account, key) {
    const { now, sources } = context;
    const kept = keptOf(context);
    const id = JSON.stringify([account.key, key]);
    const known = kept.get(id);
    const list = await sources.read(workflowStates, account);
    const state = list.value?.get(key);
    if (list.value && known && known.state === state && isFresh(known, now)) {
      return { ...list, value: known.runs };
    }
    const { reading, rayIds } = recordedReading(context);
    const page = await account.client.workflows.runs(
      key,
      { from: new Date(now.getTime() - DAYS * MS_PER_DAY), to: now },
      reading,
    );
    const runs = runsIn(page);
    if (state === undefined) {
      kept.delete(id);
    } else {
      kept.set(id, { state, readAt: now, runs });
    }
    return { value: runs, observedAt: now, rayIds };
  },
};

function keptOf({ dependencies }: SourceContext): LRUCache<string, KeptRuns> {
  const kept =
    keptBy.get(dependencies) ??
    new LRUCache<string, KeptRuns>({ max: MOST_WORKFLOWS });
  keptBy.set(dependencies, kept);
  return kept;
}

function isFresh({ readAt }: KeptRuns, now: Date): boolean {
  return now.getTime() - readAt.getTime() < MS_PER_DAY;
}

/** Undefined where the list does not tell, so that the runs have to. */
function stateOf({
  id,
  triggeredAt,
  runCounts,
}: CfWorkflow): string | undefined {
  return triggeredAt === undefined
    ? undefined
    : JSON.stringify([id, triggeredAt, Object.entries(runCounts).sort()]);
}

function runsIn({ items, nextCursor }: Page<CfWorkflowRun>): WorkflowRuns {
  const ended = items
    .filter(({ status }) => LAST_STATUSES.includes(status))
    .sort((a, b) => endOf(b) - endOf(a));
  const [last] = ended;
  return {
    ended: ended.length,
    errored: ended.filter(({ status }) => status === 'errored').length,
    ...(last && { last: { status: last.status, endedAt: last.endedAt } }),
    more: nextCursor !== undefined,
  };
}

function endOf({ endedAt, createdAt }: CfWorkflowRun): number {
  return Date.parse(endedAt ?? createdAt);
}
