import {
  CfAuditEvent,
  CloudflareClient,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  Interval,
  merged,
  MS_PER_DAY,
  within,
} from '../evidence/logs/intervals';
import { outcomeOf } from '../reading/outcomeOf';
import { auditLogPages } from './auditLogPages';

/**
 * Time between two windows that is read along: a request more costs about as
 * much as the thousand events that one answers.
 */
const READ_ALONG_MS = 7 * MS_PER_DAY;
/** 18 months, less the days by which months differ. */
const KEPT_MS = 540 * MS_PER_DAY;

/** A stretch of the audit log, as far as it was read. */
interface Stretch extends Interval {
  /** The newest events come first: what is older than this was not read. */
  readFrom: number;
  problem?: CloudflareProblem;
}

/** What was read of the audit log of an account. */
export interface AuditLogReading {
  /** When the reading began, in milliseconds since the epoch. */
  readAt: number;
  /** Since when Cloudflare keeps the log. */
  keptSince: number;
  stretches: Stretch[];
  events: CfAuditEvent[];
}

/** The stretches to read, so that all windows are in them. */
export function stretchesOf(windows: readonly Interval[]): Interval[] {
  return merged(
    windows.map(({ from, to }) => ({ from, to: to + READ_ALONG_MS })),
  ).map(({ from, to }) => ({ from, to: to - READ_ALONG_MS }));
}

/**
 * Reads stretches of the audit log, as many pages as may be read of all of
 * them. What cannot be read is told in its stretch.
 */
export async function readAuditLog(
  client: CloudflareClient,
  stretches: readonly Interval[],
  options: { mostPages: number; now: number; reading?: ReadOptions },
): Promise<AuditLogReading> {
  const { now, reading } = options;
  const keptSince = now - KEPT_MS;
  const events = new Map<string, CfAuditEvent>();
  let pagesLeft = options.mostPages;

  const read = async (stretch: Interval): Promise<Stretch> => {
    const filter = {
      since: new Date(stretch.from),
      before: new Date(stretch.to),
    };
    const pages = auditLogPages(client, filter, reading);
    let readFrom = stretch.to;
    let isLast = false;
    do {
      if (pagesLeft === 0) {
        return { ...stretch, readFrom };
      }
      pagesLeft -= 1;
      const { value: page, problem } = await outcomeOf(pages.next());
      if (!page || page.done) {
        return { ...stretch, readFrom, problem };
      }
      for (const event of page.value.events) {
        events.set(event.id, event);
        // Others of the same second may be on the next page.
        readFrom = Math.min(readFrom, Date.parse(event.time) + 1000);
      }
      isLast = page.value.last;
    } while (!isLast);
    return { ...stretch, readFrom: stretch.from };
  };

  const readable = within(stretches, { from: keptSince, to: now });
  return {
    readAt: now,
    keptSince,
    stretches: await Promise.all(readable.map(read)),
    events: [...events.values()],
  };
}
