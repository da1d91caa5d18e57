import {
  AccessAuditFilter,
  CfAccessAudit,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';

/** Upstream pages of the log that are read to count log-ins. */
export const MOST_LOG_PAGES = 20;
const LOGIN = 'login';

/** What was read of the authentication log. */
export interface ReadLog {
  /** Newest first. */
  rows: CfAccessAudit[];
  /** Whether these are all rows that the filter fits. */
  complete: boolean;
}

/** Reads the authentication log of Access, newest first, within a bound. */
export async function readAccessLog(
  { client }: CloudflareAccount,
  filter: AccessAuditFilter,
  options: {
    mostPages: number;
    /** A row with which the caller has read enough. */
    isLast?(row: CfAccessAudit): boolean;
    signal?: AbortSignal;
  },
): Promise<ReadLog> {
  const { mostPages, isLast, signal } = options;
  // By id: rows that come meanwhile push others to the next page again.
  const rows = new Map<string, CfAccessAudit>();
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const read = await client.zeroTrust.accessAudit(filter, { cursor, signal });
    read.items.forEach(row => rows.set(row.id, row));
    cursor = read.nextCursor;
    if (cursor === undefined || (isLast && read.items.some(isLast))) {
      break;
    }
  }
  return { rows: [...rows.values()], complete: cursor === undefined };
}

/** Who logs out has not logged in. */
export function isLogin({ action }: CfAccessAudit): boolean {
  return action.toLowerCase() === LOGIN;
}
