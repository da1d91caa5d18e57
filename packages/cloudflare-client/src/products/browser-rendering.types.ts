import type { Listing, Page, PageOptions, ReadOptions } from '../reading';

/**
 * A browser session, live or of late. The URLs by which a browser can be taken
 * over are not read.
 *
 * @public
 */
export interface CfBrowserSession {
  id: string;
  startedAt?: string;
  /** Absent: it is live. */
  endedAt?: string;
  /** Absent: nobody is connected, or was. */
  connectedAt?: string;
  disconnectedAt?: string;
  /** Cloudflare's word, such as `BrowserIdle`. */
  closeReason?: string;
}

/**
 * Reads Browser Rendering.
 *
 * @public
 */
export interface BrowserRenderingArea {
  /** Sessions, live and of late. No session is ever begun. */
  sessions(options?: ReadOptions): Promise<Listing<CfBrowserSession>>;
  /** One page of them. */
  sessionPage(options?: PageOptions): Promise<Page<CfBrowserSession>>;
}
