import {
  CfBrowserSession,
  CfBrowserRenderingMetrics,
} from '@cloudflare-backstage/cloudflare-client';
import {
  BrowserSession,
  MetricSeriesItem,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { mostOf, seriesOf, sumOf } from '../../metrics/toSeries';

const MS_PER_SECOND = 1000;

/** Sessions as the API answers them: the live ones first, then the newest. */
export function toBrowserSessions(
  sessions: readonly CfBrowserSession[],
  now: Date,
): BrowserSession[] {
  return sessions
    .map(session => toBrowserSession(session, now))
    .sort(
      (a, b) =>
        Number(b.live) - Number(a.live) ||
        (b.startedAt ?? '').localeCompare(a.startedAt ?? ''),
    );
}

function toBrowserSession(
  session: CfBrowserSession,
  now: Date,
): BrowserSession {
  const { id, startedAt, endedAt, connectedAt, disconnectedAt } = session;
  const live = endedAt === undefined;
  return {
    id,
    live,
    connected:
      live && connectedAt !== undefined && disconnectedAt === undefined,
    startedAt,
    endedAt,
    durationSeconds:
      startedAt === undefined ? undefined : seconds(startedAt, endedAt ?? now),
    closeReason: session.closeReason,
  };
}

function seconds(from: string, to: string | Date): number {
  const ms = new Date(to).getTime() - Date.parse(from);
  return Math.max(0, Math.round(ms / MS_PER_SECOND));
}

/** What the account's browsers did over time. */
export function browserSeries({
  browserTime,
  concurrency,
  apiCalls,
}: CfBrowserRenderingMetrics): MetricSeriesItem[] {
  return [
    ...seriesOf(browserTime.rows, [
      {
        id: 'browserTime',
        unit: 'seconds',
        of: sumOf(row => row.sessionDurationMs / MS_PER_SECOND),
      },
    ]),
    ...seriesOf(concurrency.rows, [
      {
        id: 'averageSessions',
        unit: 'count',
        of: mostOf(row => row.averageSessions),
      },
      { id: 'maxSessions', unit: 'count', of: mostOf(row => row.maxSessions) },
    ]),
    ...seriesOf(apiCalls.rows, [
      { id: 'apiCalls', unit: 'count', of: sumOf(row => row.calls) },
    ]),
  ];
}
