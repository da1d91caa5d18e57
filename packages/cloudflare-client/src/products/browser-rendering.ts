import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { Connection } from '../Connection';
import { CloudflareInputError } from '../errors';
import { maybe } from '../parsing';
import type { PageOptions } from '../reading';
import type { Subject } from '../transport/envelope';
import { readCursored } from '../transport/listed';
import {
  type CursorSource,
  pageSize,
  readCursoredPage,
} from '../transport/paged';
import type {
  BrowserRenderingArea,
  CfBrowserSession,
} from './browser-rendering.types';

const SESSIONS_PER_PAGE = 200;
/** How long Cloudflare keeps sessions that ended is documented nowhere. */
const MOST_PAGES = 10;
const OFFSET = /^\d{1,9}$/;
/** What a `Date` can hold. */
const LATEST_TIME_MS = 8.64e15;

const SESSIONS: Subject = {
  area: 'browserRendering',
  product: 'browserRendering',
  what: 'the browser sessions',
  permission: 'Browser Rendering Read',
  wrapping: 'none',
};

const time = maybe(z.number().min(0).max(LATEST_TIME_MS)).transform(
  // A time of zero is none.
  value => (value ? new Date(value).toISOString() : undefined),
);

const sessionSchema = z
  .object({
    sessionId: z.string(),
    startTime: time,
    endTime: time,
    connectionStartTime: time,
    connectionEndTime: time,
    closeReasonText: maybe(z.string()),
  })
  .transform(
    (raw): CfBrowserSession => ({
      id: raw.sessionId,
      startedAt: raw.startTime,
      endedAt: raw.endTime,
      connectedAt: raw.connectionStartTime,
      disconnectedAt: raw.connectionEndTime,
      closeReason: raw.closeReasonText || undefined,
    }),
  );

function createBrowserRenderingArea(
  connection: Connection,
): BrowserRenderingArea {
  const account_id = connection.accountId;
  const source = (
    options: PageOptions = {},
  ): CursorSource<CfBrowserSession> => ({
    subject: SESSIONS,
    schema: sessionSchema,
    identify: session => session.id,
    mostPages: MOST_PAGES,
    async read(cursor = '0') {
      if (!OFFSET.test(cursor)) {
        throw new CloudflareInputError(
          'The cursor is not one that was given out',
        );
      }
      const limit = pageSize(options.limit, SESSIONS_PER_PAGE);
      const offset = Number(cursor);
      const { result } = await connection.read(SESSIONS, options, (sdk, send) =>
        sdk.browserRendering.devtools.session.list(
          { account_id, limit, offset },
          send,
        ),
      );
      // Nothing tells the end: behind a page that is full there may be another.
      const more = Array.isArray(result) && result.length >= limit;
      return {
        result,
        resultInfo: more ? { cursor: String(offset + result.length) } : {},
      };
    },
  });
  return {
    sessions: options => readCursored(source(options)),
    sessionPage: options => readCursoredPage(source(options), options),
  };
}

/** Browser Rendering: sessions. `GET …/devtools/browser` is no read: it launches a browser. */
export const browserRenderingArea: AreaDefinition<BrowserRenderingArea> = {
  requests: ['GET /accounts/{account}/browser-rendering/devtools/session'],
  create: createBrowserRenderingArea,
};
