import type { AccountClock } from '../../account/AccountClock';
import { numberBelow, uuidOf } from '../../account/ids';
import { exampleBodies } from '../../fixtures';
import {
  branchingGraph,
  deepGraph,
  explodingGraph,
  mutualGraph,
  plainGraph,
} from './graphs';
import type { Workflow, WorkflowRun, WorkflowVersion } from './Workflow';

const minutes = (count: number) => count / 60;

/** A run that began so many hours ago. */
function run(
  clock: AccountClock,
  workflow: { name: string; versionId: string },
  hours: number,
  change: Partial<WorkflowRun> = {},
): WorkflowRun {
  const seed = `${workflow.name}/${hours}`;
  const took = minutes(1 + numberBelow(9, `took/${seed}`));
  return {
    id: uuidOf(`run/${seed}`),
    versionId: workflow.versionId,
    status: 'complete',
    createdOn: clock.ago(hours),
    startedOn: clock.ago(hours - 0.001),
    endedOn: clock.ago(hours - took),
    trigger: 'binding',
    retries: numberBelow(8, `retries/${seed}`) === 0 ? 2 : 0,
    ...change,
  };
}

/** A workflow with one version, and a run for each of the hours ago. */
export function makeWorkflow(
  name: string,
  clock: AccountClock,
  seed: string,
  change: Partial<Workflow> & { graph?: object | null; hours?: number[] } = {},
): Workflow {
  const { graph = plainGraph, hours = [30, 8], ...rest } = change;
  const createdOn = clock.ago(24 * (40 + numberBelow(200, name)));
  const versionId = uuidOf(`version/${seed}`);
  const version: WorkflowVersion = {
    id: versionId,
    createdOn,
    language: graph ? 'javascript' : 'python',
    graph,
  };
  return {
    id: uuidOf(seed),
    name,
    className: 'Workflow',
    scriptName: 'acme-api',
    scriptDeleted: false,
    createdOn,
    modifiedOn: createdOn,
    crons: [],
    versions: [version],
    runs: [...hours]
      .sort((a, b) => a - b)
      .map(ago => run(clock, { name, versionId }, ago)),
    ...rest,
  };
}

/** The workflow of the example bodies: every hour, five days back. */
function example(clock: AccountClock): Workflow {
  const [item] = clock.moved(exampleBodies.workflowsList.result);
  const version = clock.moved(exampleBodies.workflowsVersionsGraph.result);
  const [done, queued] = clock
    .moved(exampleBodies.workflowsInstancesList.result)
    .map(
      (instance): WorkflowRun => ({
        id: instance.id,
        versionId: instance.version_id,
        status: instance.status,
        createdOn: instance.created_on,
        startedOn: instance.started_on,
        endedOn: instance.ended_on,
        trigger: instance.trigger_source,
        retries: 0,
      }),
    );
  const about = { name: item.name, versionId: version.id };
  const earlier = Array.from({ length: 121 }, (_, index) => {
    const hours = 2.25 + index;
    if (index === 0) {
      return run(clock, about, hours, { status: 'running', endedOn: null });
    }
    return run(clock, about, hours, {
      trigger: 'cron',
      ...([20, 90].includes(index) && { status: 'errored', retries: 5 }),
    });
  });
  return {
    id: item.id,
    name: item.name,
    className: item.class_name,
    scriptName: item.script_name,
    scriptDeleted: item.script_deleted,
    createdOn: item.created_on,
    modifiedOn: item.modified_on,
    crons: item.schedules.map(({ cron }) => cron),
    versions: [
      {
        id: uuidOf('version/acme-etl/first'),
        createdOn: item.created_on,
        language: 'javascript',
        graph: plainGraph,
      },
      {
        id: version.id,
        createdOn: version.created_on,
        language: 'javascript',
        graph: version.graph,
      },
    ],
    runs: [queued, done, ...earlier],
  };
}

/** acme's workflows: the example, and one of every odd kind. */
export function acmeWorkflows(clock: AccountClock): Workflow[] {
  const workflow = (
    name: string,
    change: Parameters<typeof makeWorkflow>[3] = {},
  ) => makeWorkflow(name, clock, `workflow/${name}`, change);
  const failed = workflow('acme-search-reindex', { scriptName: 'acme-ingest' });
  failed.runs[0] = { ...failed.runs[0], status: 'errored', retries: 10 };
  const stopped = workflow('acme-media-transcode', { graph: explodingGraph });
  stopped.runs[0] = { ...stopped.runs[0], status: 'terminated' };
  const waiting = workflow('acme-gdpr-erasure', {
    scriptName: 'acme-auth',
    className: 'ErasureWorkflow',
    graph: mutualGraph,
  });
  waiting.runs[0] = { ...waiting.runs[0], status: 'waiting', endedOn: null };
  return [
    example(clock),
    // No name of an entity begins like this.
    workflow('_acme_nightly_close_', {
      scriptName: 'acme-reports',
      className: 'NightlyClose',
      crons: ['0 2 * * *'],
      hours: [22, 46, 70],
    }),
    workflow('acme-order-fulfilment', {
      scriptName: 'acme-checkout',
      className: 'Fulfilment',
      graph: branchingGraph,
      hours: [1, 2, 3, 5, 7, 11, 19, 23, 40],
    }),
    // The Worker that holds its code was deleted.
    workflow('acme-billing-close', {
      scriptName: 'acme-billing',
      scriptDeleted: true,
      hours: [900],
    }),
    // Python: Cloudflare cannot draw it.
    workflow('acme-embed-documents', {
      scriptName: 'acme-embedder',
      graph: null,
    }),
    failed,
    stopped,
    waiting,
    workflow('acme-onboarding', { hours: [] }),
    workflow('acme-edge-probe', {
      scriptName: 'acme-edge-experiments',
      graph: deepGraph,
    }),
    workflow('acme-invoice-export', { scriptName: 'acme-reports' }),
    workflow('acme-partner-sync', { scriptName: 'acme-ingest' }),
  ];
}
