import type { Dataset } from '../../areas/graphqlRows';
import { workflows } from '.';

const endings: Record<string, string | undefined> = {
  complete: 'WORKFLOW_SUCCESS',
  errored: 'WORKFLOW_FAILURE',
  terminated: 'WORKFLOW_TERMINATED',
};

const events: Dataset = {
  dimensions: ['workflowName', 'instanceId', 'stepName', 'eventType'],
  count: true,
  sum: ['stepCount', 'retryCount', 'wallTime', 'cpuTime'],
  *rows(account, { from, to }) {
    const nothing = { stepCount: 0, retryCount: 0, wallTime: 0, cpuTime: 0 };
    for (const { name, runs } of account.of(workflows).list()) {
      for (const run of runs) {
        const tell = (
          time: string,
          eventType: string,
          sum: Partial<typeof nothing> = {},
        ) => ({
          time,
          dimensions: {
            workflowName: name,
            instanceId: run.id,
            stepName: eventType.startsWith('STEP') ? 'extract' : '',
            eventType,
          },
          count: 1,
          sum: { ...nothing, ...sum },
        });
        const time = Date.parse(run.startedOn ?? '');
        if (run.startedOn && time >= from && time <= to) {
          yield tell(run.startedOn, 'WORKFLOW_START');
          const wallTime = Date.parse(run.endedOn ?? run.startedOn) - time;
          yield tell(run.startedOn, 'STEP_SUCCESS', {
            stepCount: 2,
            retryCount: run.retries,
            wallTime,
            cpuTime: Math.round(wallTime / 200),
          });
        }
        const ending = endings[run.status];
        const end = Date.parse(run.endedOn ?? '');
        if (run.endedOn && ending && end >= from && end <= to) {
          yield tell(run.endedOn, ending);
        }
      }
    }
  },
};

export const workflowsDatasets: Record<string, Dataset> = {
  workflowsAdaptiveGroups: events,
};
