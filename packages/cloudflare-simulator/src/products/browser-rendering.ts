import type { AccountClock } from '../account/AccountClock';
import { uuidOf } from '../account/ids';
import { hourly } from '../areas/activity';
import type { Dataset } from '../areas/graphqlRows';
import { exampleBodies, examplesWrittenAt } from '../fixtures';
import { secretMarkers } from '../fixtures/secretMarkers';
import { bareOffsetPaged } from '../http/paging';
import type { SimulatedProduct, SimulatedResource } from './SimulatedProduct';

/** A browser session; times in milliseconds since the epoch. */
export interface BrowserSession extends SimulatedResource {
  startTime: number;
  /** Absent: it is live. */
  endTime?: number;
  connectionId?: string;
  connectionStartTime?: number;
  connectionEndTime?: number;
  closeReason?: number;
  closeReasonText?: string;
}

/** Browser time in the busiest hour, in milliseconds. */
const hourlyBrowserMs = 1_900_000;
/** Calls in the busiest hour by endpoint of the REST API. */
const hourlyCalls = { screenshot: 240, pdf: 60, content: 25 };

function makeSession(
  name: string,
  seed: string,
  startTime: number,
  change: Partial<BrowserSession> = {},
): BrowserSession {
  return { id: uuidOf(seed), name, startTime, ...change };
}

/** acme's sessions, the newest first: the examples and some of the last hours. */
function acmeSessions(clock: AccountClock): BrowserSession[] {
  const shift = clock.start.getTime() - examplesWrittenAt.getTime();
  const moved = (time: number | undefined) => time && time + shift;
  const examples = exampleBodies.browserSessions.map(example => ({
    id: example.sessionId,
    name: example.sessionId,
    startTime: example.startTime + shift,
    endTime: moved(example.endTime),
    connectionId: example.connectionId,
    connectionStartTime: moved(example.connectionStartTime),
    closeReason: example.closeReason,
    closeReasonText: example.closeReasonText,
  }));
  const session = (
    name: string,
    hours: number,
    change: (startTime: number) => Partial<BrowserSession> = () => ({}),
  ) => {
    const startTime = Date.parse(clock.ago(hours));
    return makeSession(name, `browser/${name}`, startTime, change(startTime));
  };
  return [
    // Kept open for the next visitor.
    session('waiting', 0.02, startTime => ({
      connectionId: uuidOf('browser/connection/waiting'),
      connectionStartTime: startTime + 50,
      connectionEndTime: startTime + 20_000,
    })),
    session('fresh', 0.2),
    ...examples,
    session('closed', 2.6, startTime => ({
      endTime: startTime + 21_000,
      connectionStartTime: startTime + 80,
      connectionEndTime: startTime + 21_000,
      closeReason: 1,
      closeReasonText: 'NormalClosure',
    })),
    session('unexplained', 3, startTime => ({ endTime: startTime + 1000 })),
  ].sort((a, b) => b.startTime - a.startTime);
}

function item({ id, name, ...session }: BrowserSession): object {
  return {
    sessionId: id,
    ...session,
    ...(session.endTime === undefined && {
      webSocketDebuggerUrl: `wss://${secretMarkers.auditedRequest}`,
      devtoolsFrontendUrl: `https://${secretMarkers.auditedRequest}`,
    }),
  };
}

const browserTime: Dataset = {
  dimensions: [],
  sum: ['totalSessionDurationMs'],
  rows: (_account, window) =>
    hourly(window, 'browser-rendering', load => ({
      dimensions: {},
      sum: { totalSessionDurationMs: Math.round(hourlyBrowserMs * load) },
    })),
};

const concurrency: Dataset = {
  dimensions: [],
  avg: ['avgConcurrentSessions'],
  max: ['maxConcurrentSessions'],
  rows: (_account, window) =>
    hourly(window, 'browser-rendering', load => ({
      dimensions: {},
      avg: { avgConcurrentSessions: 2 * load },
      max: { maxConcurrentSessions: 1 + Math.round(6 * load) },
    })),
};

const apiCalls: Dataset = {
  dimensions: ['endpoint'],
  count: true,
  *rows(_account, window) {
    for (const [endpoint, calls] of Object.entries(hourlyCalls)) {
      yield* hourly(window, `browser-rendering/${endpoint}`, load => ({
        dimensions: { endpoint },
        count: Math.ceil(calls * load),
      }));
    }
  },
};

/** Browser Rendering: browser sessions of the account. */
export const browserRendering: SimulatedProduct<BrowserSession> = {
  resources: ({ clock }) => acmeSessions(clock),
  make: (name, { clock }, seed) =>
    makeSession(name, seed, clock.now().getTime()),
  bindingFor: () => ({ type: 'browser' }),
  routes: [
    {
      path: '/accounts/{account}/browser-rendering/devtools/session',
      permissions: ['Browser Rendering Read'],
      answer: (request, account) =>
        bareOffsetPaged(
          request,
          account.of(browserRendering).list(),
          { default: 200, max: 200 },
          item,
        ),
    },
  ],
  datasets: {
    browserRenderingBrowserTimeUsageAdaptiveGroups: browserTime,
    browserRenderingBindingSessionsAdaptiveGroups: concurrency,
    browserRenderingApiAdaptiveGroups: apiCalls,
  },
};
