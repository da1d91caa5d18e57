import {
  AccessAuditFilter,
  CfAccessAudit,
  CloudflareApiError,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';

/** Upstream pages of the log that are read to count log-ins. */
export const MOST_LOG_PAGES = 20;
const LOGIN = 'login';
/** So many rows do not come while the log is read; a server that never ends does this. */
const MOST_PAGES_WITHOUT_NEWS = 10;

/** What was read of the authentication log. */
export interface ReadLog {
  /** Newest first. */
  rows: CfAccessAudit[];
  /** Whether these are all rows that the filter fits. */
  complete: boolean;
}

/** Reads the authentication log of Access, newest first, within a bound. */
export async function readAccessLog(
  account: CloudflareAccount,
  filter: AccessAuditFilter,
  options: {
    mostPages: number;
    /** A row with which the caller has read enough. */
    isLast?(row: CfAccessAudit): boolean;
    signal?: AbortSignal;
  },
): Promise<ReadLog> {
  const { mostPages, isLast, signal } = options;
  const rows: CfAccessAudit[] = [];
  let pages = 0;
  for await (const page of accessLogPages(account, filter, { signal })) {
    rows.push(...page.rows);
    pages++;
    if (page.last || (isLast && page.rows.some(isLast))) {
      return { rows, complete: page.last };
    }
    if (pages === mostPages) {
      break;
    }
  }
  return { rows, complete: false };
}

/**
 * The authentication log of Access page by page, newest first, each row once.
 *
 * @throws CloudflareApiError when it cannot be read to its end
 */
export async function* accessLogPages(
  { client }: CloudflareAccount,
  filter: AccessAuditFilter,
  options: ReadOptions,
): AsyncGenerator<{ rows: CfAccessAudit[]; last: boolean }> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  let withoutNews = 0;
  do {
    const page = await client.zeroTrust.accessAudit(filter, {
      ...options,
      cursor,
    });
    // Rows that came meanwhile push others to the next page again.
    const rows = page.items.filter(({ id }) => !seen.has(id));
    rows.forEach(({ id }) => seen.add(id));
    cursor = page.nextCursor;
    withoutNews = rows.length > 0 ? 0 : withoutNews + 1;
    if (withoutNews === MOST_PAGES_WITHOUT_NEWS && cursor !== undefined) {
      throw new CloudflareApiError({
        kind: 'incomplete',
        message:
          'Cannot read the Access log: it repeats itself and does not end',
        product: 'zeroTrust',
      });
    }
    yield { rows, last: cursor === undefined };
  } while (cursor !== undefined);
}

/** Who logs out has not logged in. */
export function isLogin({ action }: CfAccessAudit): boolean {
  return action.toLowerCase() === LOGIN;
}
