import { containers } from '.';
import { hourly } from '../../areas/activity';
import type { Dataset } from '../../areas/graphqlRows';

const usage: Dataset = {
  dimensions: ['applicationId', 'instanceId'],
  sum: ['cpuTimeSec', 'rxBytes', 'txBytes'],
  avg: ['memory'],
  max: ['memory', 'diskUsage'],
  *rows(account, window) {
    for (const application of account.of(containers).list()) {
      const { id, name, hourlyCpuSeconds } = application;
      if (hourlyCpuSeconds > 0) {
        yield* hourly(window, `containers/${name}`, load => ({
          dimensions: { applicationId: id, instanceId: '' },
          sum: {
            cpuTimeSec: Math.round(hourlyCpuSeconds * load),
            rxBytes: Math.round(hourlyCpuSeconds * load * 80_000),
            txBytes: Math.round(hourlyCpuSeconds * load * 30_000),
          },
          avg: { memory: Math.round(180_000_000 * load) },
          max: { memory: 256_000_000, diskUsage: 900_000_000 },
        }));
      }
    }
  },
};

export const containersDatasets: Record<string, Dataset> = {
  containersMetricsAdaptiveGroups: usage,
};
