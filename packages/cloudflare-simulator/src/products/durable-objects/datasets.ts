import { durableObjects } from '.';
import { daily, hourly } from '../../areas/activity';
import type { Dataset } from '../../areas/graphqlRows';

const invocations: Dataset = {
  dimensions: ['namespaceId', 'scriptName', 'status', 'type'],
  sum: ['requests', 'errors', 'responseBodySize', 'wallTime'],
  *rows(account, window) {
    for (const namespace of account.of(durableObjects).list()) {
      const { id, name, hourlyRequests, scriptName = '' } = namespace;
      if (hourlyRequests > 0) {
        yield* hourly(window, `durable-objects/${name}`, load => {
          const requests = Math.ceil(hourlyRequests * load);
          return {
            dimensions: {
              namespaceId: id,
              scriptName,
              status: 'success',
              type: 'fetch',
            },
            sum: {
              requests,
              errors: Math.floor(requests / 200),
              responseBodySize: requests * 820,
              wallTime: requests * 12_000,
            },
          };
        });
      }
    }
  },
};

const periodic: Dataset = {
  dimensions: ['namespaceId', 'objectId'],
  sum: [
    'activeTime',
    'duration',
    'cpuTime',
    'inboundWebsocketMsgCount',
    'outboundWebsocketMsgCount',
    'storageReadUnits',
    'storageWriteUnits',
    'storageDeletes',
    'rowsRead',
    'rowsWritten',
    'exceededCpuErrors',
    'exceededMemoryErrors',
  ],
  max: ['activeWebsocketConnections'],
  *rows(account, window) {
    for (const namespace of account.of(durableObjects).list()) {
      const { id, name, hourlyRequests, webSockets, storedBytes } = namespace;
      const inSqlite = namespace.usesSqlite && storedBytes > 0;
      const inKeys = !namespace.usesSqlite && storedBytes > 0;
      if (hourlyRequests > 0) {
        yield* hourly(window, `durable-objects/${name}`, load => {
          const requests = Math.ceil(hourlyRequests * load);
          const open = Math.round(webSockets * load);
          return {
            dimensions: { namespaceId: id, objectId: '' },
            sum: {
              activeTime: requests * 40_000,
              duration: requests * 0.005,
              cpuTime: requests * 900,
              inboundWebsocketMsgCount: open * 60,
              outboundWebsocketMsgCount: open * 150,
              storageReadUnits: inKeys ? requests : 0,
              storageWriteUnits: inKeys ? Math.ceil(requests / 3) : 0,
              storageDeletes: inKeys ? Math.floor(requests / 9) : 0,
              rowsRead: inSqlite ? requests * 4 : 0,
              rowsWritten: inSqlite ? requests : 0,
              exceededCpuErrors: 0,
              exceededMemoryErrors: 0,
            },
            max: { activeWebsocketConnections: open },
          };
        });
      }
    }
  },
};

const sqlStorage: Dataset = {
  dimensions: ['namespaceId'],
  max: ['storedBytes'],
  *rows(account, window) {
    for (const namespace of account.of(durableObjects).list()) {
      const { id, usesSqlite, storedBytes } = namespace;
      if (usesSqlite && storedBytes > 0) {
        yield* daily(window, () => ({
          dimensions: { namespaceId: id },
          max: { storedBytes },
        }));
      }
    }
  },
};

/** Of all namespaces with keys and values together: there is no dimension. */
const keyValueStorage: Dataset = {
  dimensions: [],
  max: ['storedBytes'],
  rows: (account, window) => {
    const storedBytes = account
      .of(durableObjects)
      .list()
      .filter(({ usesSqlite }) => usesSqlite === false)
      .reduce((sum, namespace) => sum + namespace.storedBytes, 0);
    return daily(window, () =>
      storedBytes > 0 ? { dimensions: {}, max: { storedBytes } } : undefined,
    );
  },
};

export const durableObjectsDatasets: Record<string, Dataset> = {
  durableObjectsInvocationsAdaptiveGroups: invocations,
  durableObjectsPeriodicGroups: periodic,
  durableObjectsSqlStorageGroups: sqlStorage,
  durableObjectsStorageGroups: keyValueStorage,
};
