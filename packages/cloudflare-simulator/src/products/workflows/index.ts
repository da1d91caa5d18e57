import type { SimulatedAccount } from '../../account/SimulatedAccount';
import { ApiFailure, succeeded } from '../../http/envelope';
import { cursorPaged, paged } from '../../http/paging';
import type { ApiRequest } from '../../http/Route';
import type { SimulatedProduct } from '../SimulatedProduct';
import { acmeWorkflows, makeWorkflow } from './acme';
import { workflowsDatasets } from './datasets';
import { runDetail, runItem, versionItem, workflowItem } from './items';
import type { Workflow, WorkflowRun, WorkflowVersion } from './Workflow';

const list = '/accounts/{account}/workflows';
const permissions = ['Workers Scripts Read', 'Workers Tail Read'];

/** Workflows: durable runs of steps. */
export const workflows: SimulatedProduct<Workflow> = {
  resources: ({ clock }) => acmeWorkflows(clock),
  make: (name, { clock }, seed) => makeWorkflow(name, clock, seed),
  auditedAs: {
    product: 'workflows',
    resourceType: 'workflow',
    path: '/workflows',
  },
  bindingFor: ({ name, className, scriptName }) => ({
    type: 'workflow',
    workflow_name: name,
    class_name: className,
    script_name: scriptName,
  }),
  routes: [
    {
      path: list,
      permissions,
      answer: (request, account) =>
        paged(
          request,
          account.of(workflows).list(),
          { default: 10, max: 100 },
          workflow => workflowItem(workflow, account),
        ),
    },
    {
      path: `${list}/{workflow}`,
      permissions,
      answer: ({ params }, account) =>
        succeeded(workflowItem(workflowOf(account, params.workflow), account)),
    },
    {
      path: `${list}/{workflow}/versions`,
      permissions,
      answer: (request, account) => {
        const workflow = workflowOf(account, request.params.workflow);
        return paged(
          request,
          workflow.versions,
          { default: 10, max: 100 },
          version => versionItem(workflow, version),
        );
      },
    },
    {
      path: `${list}/{workflow}/versions/{version}/graph`,
      permissions,
      answer: ({ params }, account) => {
        const workflow = workflowOf(account, params.workflow);
        const version = versionOf(workflow, params.version);
        return succeeded({
          id: version.id,
          workflow_id: workflow.id,
          class_name: workflow.className,
          created_on: version.createdOn,
          modified_on: version.createdOn,
          graph: version.graph,
        });
      },
    },
    {
      path: `${list}/{workflow}/instances`,
      permissions,
      answer: (request, account) => {
        const workflow = workflowOf(account, request.params.workflow);
        const runs = runsAskedFor(request, workflow);
        const render = (run: WorkflowRun) => runItem(workflow, run);
        const sizes = { default: 50, max: 100 };
        if (!request.query.has('page')) {
          return cursorPaged(
            request,
            runs,
            {
              ...sizes,
              sizeName: 'per_page',
              info: ({ count, size, total }) => ({
                per_page: size,
                count,
                total_count: total,
              }),
            },
            render,
          );
        }
        if (request.query.has('cursor')) {
          throw new ApiFailure(400, 10002, 'workflow.invalid_request');
        }
        return paged(request, runs, sizes, render);
      },
    },
    {
      path: `${list}/{workflow}/instances/{instance}`,
      permissions,
      answer: ({ params }, account) => {
        const run = workflowOf(account, params.workflow).runs.find(
          ({ id }) => id === params.instance,
        );
        if (!run) throw new ApiFailure(404, 10400, 'instance.not_found');
        return succeeded(runDetail(run));
      },
    },
  ],
  datasets: workflowsDatasets,
};

function workflowOf(account: SimulatedAccount, name: string): Workflow {
  const workflow = account.of(workflows).named(name);
  if (!workflow) throw new ApiFailure(404, 10200, 'workflow.not_found');
  return workflow;
}

function versionOf(workflow: Workflow, id: string): WorkflowVersion {
  const version = workflow.versions.find(candidate => candidate.id === id);
  if (!version) throw new ApiFailure(404, 10300, 'workflow.version_not_found');
  return version;
}

/** Times are in UTC and must not say so. */
function timeOf(request: ApiRequest, name: string): number | undefined {
  const text = request.query.get(name);
  if (text === null) return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/.test(text)) {
    throw new ApiFailure(400, 10002, 'workflow.invalid_request');
  }
  return Date.parse(`${text}Z`);
}

function runsAskedFor(request: ApiRequest, workflow: Workflow): WorkflowRun[] {
  const from = timeOf(request, 'date_start') ?? -Infinity;
  const to = timeOf(request, 'date_end') ?? Infinity;
  const status = request.query.get('status');
  const runs = workflow.runs.filter(run => {
    const time = Date.parse(run.createdOn);
    return time >= from && time <= to && (!status || run.status === status);
  });
  return request.query.get('direction') === 'asc' ? runs.reverse() : runs;
}
