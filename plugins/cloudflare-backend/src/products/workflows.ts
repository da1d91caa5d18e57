import { CfWorkflow } from '@cloudflare-backstage/cloudflare-client';
import {
  products,
  Workflow,
  WorkflowRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { readSlice } from '../reading/readSlice';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import {
  cursorField,
  filterText,
  limitField,
  listFields,
  readWindow,
  resourceName,
  timeField,
} from '../routing/fields';
import { route } from '../routing/route';
import { ProductBackend } from './ProductBackend';
import { GraphReader } from './workflows/GraphReader';
import { readRetries } from './workflows/readRetries';
import { toWorkflowRun } from './workflows/toWorkflowRun';

const product = products.workflows;
/** As long as Cloudflare keeps runs of paid accounts. */
const MOST_DAYS = 30;

const retryPolicy = z.object({
  limit: z.number(),
  delay: z.string().optional(),
  backoff: z.string().optional(),
});

const workflowSchema = z.object({
  id: z.string(),
  name: z.string(),
  className: z.string().optional(),
  scriptName: z.string().optional(),
  scriptDeleted: z.boolean().optional(),
  createdAt: z.string().optional(),
  modifiedAt: z.string().optional(),
  lastRunAt: z.string().optional(),
  neverRun: z.boolean().optional(),
  runCounts: z.record(z.string(), z.number()),
  schedules: z.array(
    z.object({ cron: z.string(), nextRunAt: z.string().optional() }),
  ),
  version: z
    .object({
      id: z.string(),
      createdAt: z.string(),
      language: z.string().optional(),
      stepLimit: z.number().optional(),
      concurrencyLimit: z.number().optional(),
    })
    .optional(),
  graphState: z.enum(['available', 'not-available', 'unknown']),
  graph: z
    .object({
      nodes: z.array(
        z.object({
          depth: z.number(),
          type: z.string(),
          name: z.string().optional(),
          kind: z.string().optional(),
          retries: retryPolicy.optional(),
          timeout: z.string().optional(),
          duration: z.string().optional(),
          recursive: z.boolean().optional(),
        }),
      ),
      cut: z.boolean(),
      steps: z.number().optional(),
      retryPolicies: z.array(retryPolicy),
      stepsWithoutRetries: z.array(z.string()),
    })
    .optional(),
}) satisfies z.ZodType<Workflow>;

const workflowRun = z.object({
  id: z.string(),
  status: z.string(),
  outcome: z.enum(['complete', 'errored', 'terminated']).optional(),
  versionId: z.string().optional(),
  createdAt: z.string(),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  durationSeconds: z.number().optional(),
  retries: z.number().optional(),
  retriesFrom: z.enum(['analytics', 'run']).optional(),
  trigger: z.string().optional(),
}) satisfies z.ZodType<WorkflowRun>;

/** Workflows. */
export const workflowsBackend: ProductBackend = {
  routes: workflowsRoutes,
  tokenPermissionChecks: {
    'Workers Scripts Read': (client, options) => client.workflows.list(options),
  },
};

function workflowsRoutes() {
  const workflows = new ResourceDirectory<CfWorkflow>({
    product,
    list: ({ client }) => client.workflows.list(),
    qualifiedName: workflow => workflow.name,
    nativeId: workflow => workflow.id,
  });
  const graphs = new GraphReader();

  return [
    route({
      method: 'get',
      path: '/v1/workflows',
      summary: 'Workflows with the steps of their current versions, by name',
      access: product.permission,
      scope: 'account',
      query: z.object({
        ...listFields,
        // Each takes up to two requests to Cloudflare.
        limit: limitField(10, 25),
      }),
      response: z.array(workflowSchema),
      cacheTtl: 60,
      async handler({ account, query, signal }) {
        const page = await workflows.page(account, query);
        const read = await Promise.all(
          page.items.map(async workflow => ({
            workflow,
            steps: await graphs.read(account, workflow, signal),
          })),
        );
        return {
          data: read.map(({ workflow, steps }) => ({
            ...toWorkflow(workflow),
            version: steps.version,
            graphState: steps.state,
            graph: steps.graph,
          })),
          problems: [
            ...page.problems,
            ...read.flatMap(({ steps }) => steps.problem ?? []),
          ],
          nextCursor: page.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/workflows/:name/runs',
      summary: 'Runs of a workflow that began in a window, newest first',
      access: product.permission,
      scope: 'account',
      params: z.object({ name: resourceName }),
      query: z.object({
        from: timeField,
        to: timeField,
        status: filterText().optional(),
        cursor: cursorField,
        limit: limitField(25, 100),
      }),
      response: z.array(workflowRun),
      cacheTtl: 30,
      async handler({ account, params, query, signal }) {
        const { client } = account;
        const { name } = await workflows.find(account, params.name);
        const window = readWindow(query, MOST_DAYS, new Date());
        const slice = await readSlice(
          cursor =>
            client.workflows.runs(
              name,
              { ...window, status: query.status },
              { cursor, signal },
            ),
          query,
        );
        const { retries, problem } = await readRetries(
          client,
          name,
          slice.items,
          signal,
        );
        return {
          data: slice.items.map(run => toWorkflowRun(run, retries.get(run.id))),
          problems: problem && [problem],
          nextCursor: slice.nextCursor,
        };
      },
    }),
  ];
}

function toWorkflow(workflow: CfWorkflow) {
  return {
    id: workflow.id,
    name: workflow.name,
    className: workflow.className,
    scriptName: workflow.scriptName,
    scriptDeleted: workflow.scriptDeleted,
    createdAt: workflow.createdAt,
    modifiedAt: workflow.modifiedAt,
    lastRunAt: workflow.triggeredAt ?? undefined,
    neverRun: workflow.triggeredAt === null || undefined,
    runCounts: workflow.runCounts,
    schedules: workflow.schedules,
  };
}
