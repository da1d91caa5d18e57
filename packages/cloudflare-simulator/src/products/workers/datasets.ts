import type { Worker } from '../../account/Worker';
import { numberBelow } from '../../account/ids';
import { hourly, noise } from '../../areas/activity';
import type { Dataset } from '../../areas/graphqlRows';

/** One Worker in so many is deployed and never called. */
const idleOneIn = 12;

const isCalled = ({ name, deployments }: Worker) =>
  deployments.length > 0 && numberBelow(idleOneIn, `idle/${name}`) !== 0;

const invocations: Dataset = {
  dimensions: ['scriptName', 'status'],
  sum: ['requests', 'errors', 'subrequests'],
  quantiles: ['cpuTimeP50', 'cpuTimeP99'],
  *rows(account, window) {
    for (const worker of account.workers.list().filter(isCalled)) {
      const { name, deployments } = worker;
      const deployedAt = Date.parse(
        deployments[deployments.length - 1].createdOn,
      );
      const busiest = 50 + numberBelow(20_000, `requests/${name}`);
      const cpu = 900 + numberBelow(3000, `cpu/${name}`);
      const since = { ...window, from: Math.max(window.from, deployedAt) };
      yield* hourly(since, `workers/${name}`, load => {
        const requests = 1 + Math.round(busiest * load);
        return {
          dimensions: { scriptName: name, status: 'success' },
          count: requests,
          sum: { requests, errors: 0, subrequests: Math.round(requests / 8) },
          quantiles: {
            cpuTimeP50: Math.round(cpu * (0.9 + load / 5)),
            cpuTimeP99: Math.round(cpu * (4 + load)),
          },
        };
      });
      yield* hourly(since, `workers/${name}/failures`, (load, time) => {
        const failed = Math.round(
          busiest * load * 0.02 * noise(`failed/${name}/${time}`) ** 2,
        );
        if (failed === 0) return undefined;
        return {
          dimensions: { scriptName: name, status: 'scriptThrewException' },
          count: failed,
          sum: { requests: failed, errors: failed, subrequests: 0 },
          quantiles: { cpuTimeP50: cpu, cpuTimeP99: cpu * 5 },
        };
      });
    }
  },
};

export const workersDatasets: Record<string, Dataset> = {
  workersInvocationsAdaptive: invocations,
};
