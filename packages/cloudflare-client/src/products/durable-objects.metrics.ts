import { z } from 'zod';
import type { MetricNodes, MetricRows } from '../areas/metrics/MetricNode';
import { maybe, timestamp } from '../parsing';

/**
 * Requests to the objects of a namespace in an hour.
 *
 * @public
 */
export interface CfDurableObjectInvocations {
  namespaceId: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  requests: number;
  errors: number;
  responseBodyBytes: number;
  /** Time that requests took, all together, in microseconds. */
  wallTimeUs: number;
}

/**
 * What the running objects of a namespace did in an hour.
 *
 * @public
 */
export interface CfDurableObjectActivity {
  namespaceId: string;
  /** When the hour begins, RFC 3339 in UTC. */
  hour: string;
  /** Time that objects were active, all together, in microseconds. */
  activeTimeUs: number;
  /** GB-seconds, which is what is billed. */
  durationGbSeconds: number;
  inboundWebsocketMessages: number;
  outboundWebsocketMessages: number;
  /** WebSockets that were open at once, at most. */
  activeWebsocketConnections?: number;
  /** Units of the key-value storage. */
  storageReadUnits: number;
  /** Units of the key-value storage. */
  storageWriteUnits: number;
  storageDeletes: number;
  /** Rows of the SQLite storage. */
  rowsRead: number;
  /** Rows of the SQLite storage. */
  rowsWritten: number;
  exceededCpuErrors: number;
  exceededMemoryErrors: number;
}

/**
 * What the objects of a namespace stored on a day, at most.
 *
 * @public
 */
export interface CfDurableObjectSqlStorage {
  namespaceId: string;
  /** The day in UTC, `YYYY-MM-DD`. */
  date: string;
  bytes?: number;
}

/**
 * What all objects of the account with key-value storage stored on a day.
 *
 * @public
 */
export interface CfDurableObjectKvStorage {
  /** The day in UTC, `YYYY-MM-DD`. */
  date: string;
  bytes?: number;
}

/**
 * Metrics of Durable Objects. Alarms and numbers of objects are not among them.
 *
 * @public
 */
export interface CfDurableObjectsMetrics {
  /** By namespace and hour. */
  invocations: MetricRows<CfDurableObjectInvocations>;
  /** By namespace and hour. */
  activity: MetricRows<CfDurableObjectActivity>;
  /**
   * By namespace and day, of the last seven days whatever the window; only
   * namespaces that store in SQLite.
   */
  sqlStorage: MetricRows<CfDurableObjectSqlStorage>;
  /**
   * By day, of the last seven days whatever the window, for the account as a
   * whole: Cloudflare does not tell it by namespace.
   */
  keyValueStorage: MetricRows<CfDurableObjectKvStorage>;
}

const dimensions = z.object({
  namespaceId: z.string(),
  datetimeHour: timestamp,
});
const storage = z.object({
  max: z.object({ storedBytes: maybe(z.number()) }),
});

export const durableObjectsMetrics: MetricNodes<CfDurableObjectsMetrics> = {
  invocations: {
    dataset: 'durableObjectsInvocationsAdaptiveGroups',
    select:
      'sum { requests errors responseBodySize wallTime } dimensions { namespaceId datetimeHour }',
    step: 'hour',
    row: z
      .object({
        sum: z.object({
          requests: z.number(),
          errors: z.number(),
          responseBodySize: z.number(),
          wallTime: z.number(),
        }),
        dimensions,
      })
      .transform(({ sum, dimensions: { namespaceId, datetimeHour } }) => ({
        namespaceId,
        hour: datetimeHour,
        requests: sum.requests,
        errors: sum.errors,
        responseBodyBytes: sum.responseBodySize,
        wallTimeUs: sum.wallTime,
      })),
  },
  activity: {
    dataset: 'durableObjectsPeriodicGroups',
    select:
      'sum { activeTime duration inboundWebsocketMsgCount outboundWebsocketMsgCount storageReadUnits storageWriteUnits storageDeletes rowsRead rowsWritten exceededCpuErrors exceededMemoryErrors } max { activeWebsocketConnections } dimensions { namespaceId datetimeHour }',
    step: 'hour',
    row: z
      .object({
        sum: z.object({
          activeTime: z.number(),
          duration: z.number(),
          inboundWebsocketMsgCount: z.number(),
          outboundWebsocketMsgCount: z.number(),
          storageReadUnits: z.number(),
          storageWriteUnits: z.number(),
          storageDeletes: z.number(),
          rowsRead: z.number(),
          rowsWritten: z.number(),
          exceededCpuErrors: z.number(),
          exceededMemoryErrors: z.number(),
        }),
        max: z.object({ activeWebsocketConnections: maybe(z.number()) }),
        dimensions,
      })
      .transform(
        ({
          sum: {
            activeTime,
            duration,
            inboundWebsocketMsgCount,
            outboundWebsocketMsgCount,
            ...sum
          },
          max,
          dimensions: { namespaceId, datetimeHour },
        }) => ({
          namespaceId,
          hour: datetimeHour,
          activeTimeUs: activeTime,
          durationGbSeconds: duration,
          inboundWebsocketMessages: inboundWebsocketMsgCount,
          outboundWebsocketMessages: outboundWebsocketMsgCount,
          ...sum,
          ...max,
        }),
      ),
  },
  sqlStorage: {
    dataset: 'durableObjectsSqlStorageGroups',
    select: 'max { storedBytes } dimensions { namespaceId date }',
    step: 'day',
    lookBackDays: 7,
    row: storage
      .extend({
        dimensions: z.object({ namespaceId: z.string(), date: timestamp }),
      })
      .transform(({ max, dimensions: group }) => ({
        ...group,
        bytes: max.storedBytes,
      })),
  },
  keyValueStorage: {
    dataset: 'durableObjectsStorageGroups',
    select: 'max { storedBytes } dimensions { date }',
    step: 'day',
    lookBackDays: 7,
    row: storage
      .extend({ dimensions: z.object({ date: timestamp }) })
      .transform(({ max, dimensions: { date } }) => ({
        date,
        bytes: max.storedBytes,
      })),
  },
};
