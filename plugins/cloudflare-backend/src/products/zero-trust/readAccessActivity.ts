import { InputError } from '@backstage/errors';
import { AccessActivity } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { readWindow, TimeWindow } from '../../routing/fields';
import { Reading } from '../../routing/route';
import { MOST_DAYS } from './AccessAudit';
import { isLogin, MOST_LOG_PAGES, readAccessLog } from './readAccessLog';

const MS_PER_SECOND = 1000;
const MOST_STEPS = 400;

/** What activity is asked for. */
export interface AccessActivityQuery {
  from?: Date;
  to?: Date;
  /** Seconds. */
  step: number;
}

/**
 * Counts log-ins to Access by steps of time. Steps begin at multiples of their
 * length since the epoch, so in UTC, and the window is widened to whole steps;
 * only the step that runs now ends early.
 *
 * @throws InputError for a window that is not one, or has too many steps
 */
export async function readAccessActivity(
  account: CloudflareAccount,
  query: AccessActivityQuery,
  signal: AbortSignal,
): Promise<Reading<AccessActivity>> {
  const stepMs = query.step * MS_PER_SECOND;
  const { from, to } = alignedWindow(query, stepMs);
  const { rows, complete } = await readAccessLog(
    account,
    { since: from, until: to },
    { mostPages: MOST_LOG_PAGES, signal },
  );
  const logins = rows
    .filter(isLogin)
    .map(({ createdAt, allowed }) => ({ at: Date.parse(createdAt), allowed }));
  // Others of the oldest instant may be left unread.
  const oldest = Math.min(...rows.map(row => Date.parse(row.createdAt)));
  const count = (start: number, allowed: boolean) =>
    logins.filter(
      login =>
        login.at >= start &&
        login.at < start + stepMs &&
        login.allowed === allowed,
    ).length;
  const starts: number[] = [];
  for (let start = from.getTime(); start < to.getTime(); start += stepMs) {
    if (complete || start > oldest) {
      starts.push(start);
    }
  }
  return {
    data: {
      from: from.toISOString(),
      to: to.toISOString(),
      stepSeconds: query.step,
      steps: starts.map(start => ({
        from: new Date(start).toISOString(),
        allowed: count(start, true),
        refused: count(start, false),
      })),
    },
    problems: complete
      ? []
      : [
          {
            kind: 'incomplete',
            message: `The window holds more than the ${rows.length} newest rows of the Access log that were read, so that older log-ins are not counted: narrow it with 'from' and 'to'`,
            product: 'zeroTrust',
          },
        ],
  };
}

function alignedWindow(query: AccessActivityQuery, stepMs: number): TimeWindow {
  const now = new Date();
  const window = readWindow(query, MOST_DAYS, now);
  if (window.from >= now) {
    throw new InputError(`The query parameter 'from' is in the future`);
  }
  const from = Math.floor(window.from.getTime() / stepMs) * stepMs;
  const end = Math.ceil(window.to.getTime() / stepMs) * stepMs;
  const to = Math.min(end, now.getTime());
  const steps = Math.ceil((to - from) / stepMs);
  if (steps > MOST_STEPS) {
    throw new InputError(
      `The window from 'from' to 'to' has ${steps} steps of ${query.step} seconds, and at most ${MOST_STEPS} are allowed: make it shorter, or 'step' longer`,
    );
  }
  return { from: new Date(from), to: new Date(to) };
}
