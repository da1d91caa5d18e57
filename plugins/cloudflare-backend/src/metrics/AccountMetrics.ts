import {
  CfMetrics,
  CloudflareApiError,
  MetricRows,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { LRUCache } from 'lru-cache';
import { outcomeOf } from '../reading/outcomeOf';
import { TimeWindow } from '../routing/fields';
import { alignedWindow, MetricsQuery } from './metricsWindow';

/** As long as a window is the latest one. */
const KEEP_MS = 300_000;
/** For what may be whole when it is read again. */
const KEEP_PARTIAL_MS = 60_000;
/** Least time between a reading that failed and the next. */
const REST_MS = 15_000;
/** Accounts and windows that are kept. */
const MOST_WINDOWS = 30;
/** Of all windows together: about 70 MB. */
const MOST_ROWS = 300_000;

/** The metrics of an account in a window of time. */
export interface MetricsReading {
  /** What was read, which may be older than what was asked for. */
  window: TimeWindow;
  metrics: CfMetrics;
  /** Why there are no newer ones; absent when there was no need. */
  staleBecause?: CloudflareApiError;
}

/** Some of the metrics, for an answer that can do without them. */
export type OptionalMetrics<Nodes> = {
  /** Why figures are missing or out of date. */
  problems: CloudflareProblem[];
} & (
  | { window: TimeWindow; nodes: Nodes }
  | { window?: undefined; nodes?: undefined }
);

/** What can be chosen of a reading that others share: nobody can end it. */
export type MetricsReadOptions = Pick<ReadOptions, 'lane' | 'record'>;

interface State {
  key: string;
  known?: MetricsReading & { goodUntil: number };
  reading?: { window: TimeWindow; result: Promise<MetricsReading> };
  /** The last reading that failed, so that an outage is not read anew by every request. */
  failed?: { error: unknown; at: number };
}

/**
 * The metrics of all products, read once for all routes that ask for the same
 * account and window.
 */
export class AccountMetrics {
  private readonly states = new LRUCache<string, State>({
    max: MOST_WINDOWS,
    maxSize: MOST_ROWS,
    // The newest is kept, however large it is.
    sizeCalculation: ({ known }) =>
      Math.min(MOST_ROWS, 1 + (known ? rowsOf(known.metrics) : 0)),
  });

  /**
   * The metrics of the window that a caller asks for. Older ones stand in for
   * those that Cloudflare does not tell now.
   *
   * @param reading - how it is read, where nobody reads it already
   * @throws InputError for a window that is empty or too long
   */
  async read(
    account: CloudflareAccount,
    query: MetricsQuery,
    reading: MetricsReadOptions = {},
  ): Promise<MetricsReading> {
    const now = Date.now();
    const window = alignedWindow(query, new Date(now));
    const state = this.stateOf(account, query, window);
    const { known, reading: underWay, failed } = state;
    if (known && isSame(known.window, window) && known.goodUntil > now) {
      return known;
    }
    if (underWay && isSame(underWay.window, window)) {
      return underWay.result;
    }
    if (failed && failed.at > now - REST_MS) {
      return standIn(known, failed.error);
    }
    const result = this.readAnew(account, window, state, reading);
    state.reading = { window, result };
    const end = () => {
      if (state.reading?.result === result) {
        state.reading = undefined;
      }
    };
    result.then(end, end);
    return result;
  }

  /**
   * Some of what {@link read} gives, or why it gives nothing.
   *
   * @throws InputError for a window that is empty or too long
   */
  async readOptional<Nodes extends { [K in keyof Nodes]: MetricRows<unknown> }>(
    account: CloudflareAccount,
    query: MetricsQuery,
    nodesOf: (metrics: CfMetrics) => Nodes,
    options?: MetricsReadOptions,
  ): Promise<OptionalMetrics<Nodes>> {
    const { value: reading, problem } = await outcomeOf(
      this.read(account, query, options),
    );
    if (!reading) {
      return { problems: [problem] };
    }
    const nodes = nodesOf(reading.metrics);
    const problems = metricsProblems(
      reading,
      ...Object.values<MetricRows<unknown>>(nodes),
    );
    return { window: reading.window, nodes, problems };
  }

  private async readAnew(
    account: CloudflareAccount,
    window: TimeWindow,
    state: State,
    { lane, record }: MetricsReadOptions,
  ): Promise<MetricsReading> {
    const readAt = Date.now();
    try {
      const metrics = await account.client.metrics.read(window, {
        lane,
        record,
      });
      const keepMs = mayBeWholeSoon(metrics) ? KEEP_PARTIAL_MS : KEEP_MS;
      state.known = { window, metrics, goodUntil: readAt + keepMs };
      state.failed = undefined;
      // An entry that is only set again keeps the size that it had.
      this.states.delete(state.key);
      this.states.set(state.key, state);
      return state.known;
    } catch (error) {
      state.failed = { error, at: Date.now() };
      return standIn(state.known, error);
    }
  }

  /** A window that moves with the time has one state: the last stands in for the next. */
  private stateOf(
    { accountId }: CloudflareAccount,
    query: MetricsQuery,
    window: TimeWindow,
  ): State {
    const fixed = [query.from && window.from, query.to && window.to];
    const key = JSON.stringify([accountId, ...fixed]);
    const state = this.states.get(key) ?? { key };
    this.states.set(key, state);
    return state;
  }
}

function isSame(a: TimeWindow, b: TimeWindow): boolean {
  return (
    a.from.getTime() === b.from.getTime() && a.to.getTime() === b.to.getTime()
  );
}

function allNodes(metrics: CfMetrics): MetricRows<unknown>[] {
  return Object.values(metrics).flatMap(nodes =>
    Object.values<MetricRows<unknown>>(nodes),
  );
}

function rowsOf(metrics: CfMetrics): number {
  return allNodes(metrics).reduce((sum, { rows }) => sum + rows.length, 0);
}

/** Whether something is missing for a reason that passes by itself. */
function mayBeWholeSoon(metrics: CfMetrics): boolean {
  return allNodes(metrics).some(
    ({ problem }) =>
      problem?.kind === 'unavailable' || problem?.kind === 'rate-limited',
  );
}

/** What Cloudflare does not tell now it told before; other errors are our own. */
function standIn(
  known: MetricsReading | undefined,
  error: unknown,
): MetricsReading {
  if (known && error instanceof CloudflareApiError) {
    return { ...known, staleBecause: error };
  }
  throw error;
}

/** Why figures from some nodes of a reading may be missing or out of date. */
export function metricsProblems(
  { staleBecause }: MetricsReading,
  ...nodes: MetricRows<unknown>[]
): CloudflareProblem[] {
  return [
    ...nodes.flatMap(({ problem }) => (problem ? [problem] : [])),
    ...(staleBecause ? [staleBecause.problem] : []),
  ];
}
