import type { AreaDefinition } from '../../Area';
import { graphqlArea } from '../../areas/graphql';
import type { Connection } from '../../Connection';
import { parseOne } from '../../parsing';
import { isWithin, widened } from '../../timeWindow';
import { pathParameter } from '../../transport/allowed';
import type { Subject } from '../../transport/envelope';
import { readNumbered } from '../../transport/listed';
import { pageSize, readCursoredPage } from '../../transport/paged';
import type { WorkflowsArea } from '../workflows.types';
import { graphSchema, toGraph } from './graph';
import {
  attemptsSchema,
  retryRowsSchema,
  runSchema,
  versionSchema,
  workflowSchema,
} from './schemas';

const WORKFLOWS_PER_PAGE = 100;
const VERSIONS_PER_PAGE = 100;
const RUNS_PER_PAGE = 100;

const RETRIES_QUERY = `query WorkflowRetries($account: string!, $workflow: string!, $from: Time!, $to: Time!) {
  viewer { accounts(filter: { accountTag: $account }) {
    runs: workflowsAdaptiveGroups(limit: 10000, filter: { workflowName: $workflow, datetime_geq: $from, datetime_leq: $to }) {
      sum { retryCount } dimensions { instanceId }
    }
  } }
}`;

function subject(what: string, more: Partial<Subject> = {}): Subject {
  return {
    area: 'workflows',
    product: 'workflows',
    what,
    permission: 'Workers Scripts Read',
    ...more,
  };
}

const WORKFLOWS = subject('the workflows');

/** The API takes times in UTC without an offset. */
function withoutOffset(time: string): string {
  return time.replace(/Z$/, '');
}

function createWorkflowsArea(connection: Connection): WorkflowsArea {
  const account_id = connection.accountId;
  const graphql = graphqlArea.create(connection);

  return {
    list: options =>
      readNumbered({
        subject: WORKFLOWS,
        schema: workflowSchema,
        identify: workflow => workflow.id,
        perPage: WORKFLOWS_PER_PAGE,
        read: (page, per_page) =>
          connection.read(WORKFLOWS, options, (sdk, send) =>
            sdk.workflows.list({ account_id, page, per_page }, send),
          ),
      }),
    async versions(workflow, options) {
      const name = pathParameter(workflow, 'workflow name');
      const versions = subject(`the versions of workflow '${workflow}'`, {
        named: true,
      });
      const listing = await readNumbered({
        subject: versions,
        schema: versionSchema,
        identify: version => version.id,
        perPage: VERSIONS_PER_PAGE,
        read: (page, per_page) =>
          connection.read(versions, options, (sdk, send) =>
            sdk.workflows.versions.list(
              name,
              { account_id, page, per_page },
              send,
            ),
          ),
      });
      // No order is documented, and nothing else marks the current one.
      listing.items.sort(
        (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
      );
      return listing;
    },
    async graph(workflow, versionId, options) {
      const workflow_name = pathParameter(workflow, 'workflow name');
      const version = pathParameter(versionId, 'version id');
      const steps = subject(`the steps of workflow '${workflow}'`, {
        named: true,
      });
      const { result } = await connection.read(steps, options, (sdk, send) =>
        sdk.workflows.versions.graph(
          version,
          { account_id, workflow_name },
          send,
        ),
      );
      return toGraph(parseOne(graphSchema, result, steps));
    },
    async runs(workflow, { from, to, status }, options) {
      const name = encodeURIComponent(pathParameter(workflow, 'workflow name'));
      const runs = subject(`the runs of workflow '${workflow}'`, {
        named: true,
      });
      const window = widened(from, to);
      const per_page = pageSize(options?.limit, RUNS_PER_PAGE);
      const page = await readCursoredPage(
        {
          subject: runs,
          schema: runSchema,
          identify: run => run.id,
          read: cursor =>
            connection.read(runs, options, (sdk, send) =>
              // The SDK's type of `status` does not know older ones.
              sdk.get(`/accounts/${account_id}/workflows/${name}/instances`, {
                query: {
                  date_start: withoutOffset(window.from),
                  date_end: withoutOffset(window.to),
                  direction: 'desc',
                  per_page,
                  status,
                  cursor,
                },
                ...send,
              }),
            ),
        },
        options,
      );
      return {
        ...page,
        items: page.items.filter(run => isWithin(run.createdAt, from, to)),
      };
    },
    async retriesOfRun(workflow, runId, options) {
      const workflow_name = pathParameter(workflow, 'workflow name');
      const id = pathParameter(runId, 'run id');
      const run = subject(`a run of workflow '${workflow}'`, { named: true });
      const { result } = await connection.read(run, options, (sdk, send) =>
        sdk.workflows.instances.get(id, { account_id, workflow_name }, send),
      );
      return parseOne(attemptsSchema, result, run);
    },
    retriesOfRuns: (workflow, { from, to }, options) => {
      const window = widened(from, to);
      return graphql.query(
        RETRIES_QUERY,
        { workflow, ...window },
        retryRowsSchema,
        options,
      );
    },
  };
}

/** Workflows: workflows, their versions, step graphs and runs. */
export const workflowsArea: AreaDefinition<WorkflowsArea> = {
  requests: [
    'GET /accounts/{account}/workflows',
    'GET /accounts/{account}/workflows/{workflow}/versions',
    'GET /accounts/{account}/workflows/{workflow}/versions/{version}/graph',
    'GET /accounts/{account}/workflows/{workflow}/instances',
    'GET /accounts/{account}/workflows/{workflow}/instances/{instance}',
  ],
  create: createWorkflowsArea,
};
