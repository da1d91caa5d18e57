import {
  CfWorkflow,
  CfWorkflowGraph,
  CloudflareApiError,
  CloudflareClient,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import { roundedCount, roundedHour } from '../rounding';

/** States in which a run stays; the others change too often for an entity. */
const LAST_STATES = ['complete', 'errored', 'terminated'];

const detail = z.object({
  /** Absent: there is no version. */
  version: z
    .object({
      id: z.string(),
      language: z.string().optional(),
      concurrencyLimit: z.number().optional(),
      /** Null: Cloudflare has no graph of it. */
      graph: z
        .object({
          steps: z.number().optional(),
          retryPolicy: z.array(z.string()),
          stepsWithoutRetries: z.number(),
        })
        .nullable(),
    })
    .optional(),
});
type WorkflowDetail = z.infer<typeof detail>;
type Version = NonNullable<WorkflowDetail['version']>;

/** Workflows: a Resource per workflow, with the steps of its current version. */
export const workflowsIngestion: ResourceIngestion<CfWorkflow, WorkflowDetail> =
  {
    kind: kindOfProduct(products.workflows),
    version: 1,
    entityTags: ['workflows'],
    bindingTargets: { workflow: ({ targetName }) => ({ name: targetName }) },
    // A schedule starts it, or something outside of the account has.
    canStandAlone: ({ schedules, runCounts }) =>
      schedules.length > 0 || Object.values(runCounts).some(runs => runs > 0),
    list: (client, options) => client.workflows.list(options),
    describe: workflow => ({
      id: workflow.id,
      qualifiedName: workflow.name,
      title: workflow.name,
      tags: [],
      changeToken: workflow.modifiedAt,
      lastChange: workflow.modifiedAt ?? workflow.createdAt,
    }),
    detail: { schema: detail, read: readDetail },
    toEntity: (workflow, known) => ({
      description: describe(workflow),
      parameters: {
        className: workflow.className,
        scriptName: workflow.scriptName,
        ...(workflow.scriptDeleted && { scriptDeleted: true }),
        createdAt: workflow.createdAt,
        modifiedAt: workflow.modifiedAt,
        ...(workflow.schedules.length > 0 && {
          schedules: workflow.schedules.map(({ cron }) => cron),
        }),
        lastRunAt: lastRun(workflow),
        ...(workflow.triggeredAt === null && { neverRun: true }),
        runs: lastStates(workflow),
        ...(known && versionParameters(known.version)),
      },
    }),
    bindings: ({ scriptName }) =>
      scriptName === undefined
        ? []
        : [
            {
              type: 'service',
              name: '',
              targetName: scriptName,
              parameter: 'worker',
            },
          ],
  };

async function readDetail(
  client: CloudflareClient,
  { name }: CfWorkflow,
  previous: WorkflowDetail | undefined,
  options: ReadOptions,
): Promise<WorkflowDetail> {
  const { items, complete, problems } = await client.workflows.versions(
    name,
    options,
  );
  if (!complete) {
    // The current version may be the one that was not read.
    throw new CloudflareApiError(problems[0]);
  }
  const [current] = items;
  if (!current) {
    return {};
  }
  const { id, language, concurrencyLimit, hasGraph } = current;
  const isKnown = previous?.version?.id === id;
  if (isKnown && previous.version?.graph) {
    return {
      version: { ...previous.version, language, concurrencyLimit },
    };
  }
  const graph =
    hasGraph === false
      ? undefined
      : await client.workflows.graph(name, id, options);
  return {
    version: {
      id,
      language,
      concurrencyLimit,
      graph: graph ? summary(graph) : null,
    },
  };
}

function summary(graph: CfWorkflowGraph): Version['graph'] {
  const words = graph.retryPolicies.map(({ limit, backoff }) =>
    limit === 0 ? 'none' : backoff ?? 'unknown',
  );
  return {
    steps: graph.steps,
    retryPolicy: [...new Set(words)].sort(),
    stepsWithoutRetries: graph.stepsWithoutRetries.length,
  };
}

function versionParameters(version: Version | undefined) {
  if (!version) {
    return {};
  }
  const { id, language, concurrencyLimit, graph } = version;
  return {
    versionId: id,
    language,
    concurrencyLimit,
    stepGraph: graph ? 'available' : 'not-available',
    ...graph,
  };
}

function lastRun({ triggeredAt }: CfWorkflow): string | undefined {
  return triggeredAt && !Number.isNaN(Date.parse(triggeredAt))
    ? roundedHour(triggeredAt)
    : undefined;
}

function lastStates({ runCounts }: CfWorkflow): Record<string, number> {
  return Object.fromEntries(
    LAST_STATES.flatMap(state =>
      runCounts[state] ? [[state, roundedCount(runCounts[state])]] : [],
    ),
  );
}

function describe({ schedules, scriptDeleted }: CfWorkflow): string {
  if (scriptDeleted) {
    return 'Cloudflare Workflow whose Worker was deleted.';
  }
  return schedules.length > 0
    ? 'Cloudflare Workflow that runs on a schedule.'
    : 'Cloudflare Workflow.';
}
