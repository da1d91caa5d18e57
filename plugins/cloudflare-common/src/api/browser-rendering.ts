import { MetricSeries } from './metrics';

/**
 * A browser session. How to connect to it is never told.
 *
 * @public
 */
export interface BrowserSession {
  id: string;
  /** It has not ended. */
  live: boolean;
  /** Somebody is connected to it. */
  connected: boolean;
  startedAt?: string;
  endedAt?: string;
  /** Until its end, or until it was read. */
  durationSeconds?: number;
  closeReason?: string;
}

/**
 * What takes the place of pools of browsers, which Cloudflare does not have:
 * the sessions, and over time `browserTime`, `averageSessions`, `maxSessions`
 * and `apiCalls`.
 *
 * @public
 */
export interface BrowserPools extends MetricSeries {
  /** Cloudflare has none. */
  pools: null;
  /** Why there are none. */
  poolsReason: 'not-supported';
  /** Absent when not all sessions could be read. */
  liveSessions?: number;
  /** Live ones first, then the newest first; at most 200. Absent: not read. */
  sessions?: BrowserSession[];
  /** There are more of them than are told. */
  sessionsCut: boolean;
}

/**
 * A limit that somebody wrote into the configuration.
 *
 * @public
 */
export interface BrowserQuota {
  name:
    | 'concurrentBrowsers'
    | 'newBrowsersPerMinute'
    | 'browserMinutesPerDay'
    | 'requestsPerMinute';
  value: number;
}

/**
 * The limits of Browser Rendering as they are configured: Cloudflare does not
 * report any, neither of an account nor of a zone.
 *
 * @public
 */
export interface BrowserQuotas {
  reportedByCloudflare: false;
  /** `unknown`: none are configured. */
  state: 'configured' | 'unknown';
  /** Why they are unknown. */
  reason?: 'not-configured';
  quotas: BrowserQuota[];
  /** The day on which they were looked up, `YYYY-MM-DD`. */
  asOf?: string;
  /** Where they were looked up. */
  source?: string;
}
