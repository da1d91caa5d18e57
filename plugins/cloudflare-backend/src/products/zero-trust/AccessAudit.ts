import {
  AccessAuditFilter,
  CfAccessApplication,
  CfAccessAudit,
  Page,
} from '@cloudflare-backstage/cloudflare-client';
import { AccessAuditEvent } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { AccountPseudonyms, isPseudonym } from '../../redaction/Pseudonyms';
import { decodeCursor, encodeCursor } from '../../routing/cursor';
import { readWindow, TimeWindow } from '../../routing/fields';
import { Reading } from '../../routing/route';
import { AccessApplications } from './AccessApplications';

/** The longest window that one question may have, in days. */
export const MOST_DAYS = 30;
/** Upstream pages that one answer may read. */
const MOST_PAGES = 10;

/** What the log is asked for. */
export interface AccessAuditQuery {
  /** An e-mail address, or a pseudonym. */
  actor?: string;
  action?: string;
  /** Id or domain of an application. */
  target?: string;
  allowed?: boolean;
  /** Ray id. */
  ray?: string;
  from?: Date;
  to?: Date;
  cursor?: string;
  limit: number;
}

const positionSchema = z.object({
  from: z.iso.datetime().transform(value => new Date(value)),
  to: z.iso.datetime().transform(value => new Date(value)),
  skip: z.number().int().nonnegative(),
});

/**
 * Where to read on: what is left of the window, and how many of its newest
 * rows, all of one instant, went before. Page numbers would not do: they move
 * with every new row.
 */
interface Position extends TimeWindow {
  skip: number;
}

/** Reads the authentication log of Access with the names of applications. */
export class AccessAudit {
  constructor(private readonly applications: AccessApplications) {}

  async read(
    account: CloudflareAccount,
    query: AccessAuditQuery,
    pseudonyms: AccountPseudonyms,
    signal: AbortSignal,
  ): Promise<Reading<AccessAuditEvent[]>> {
    const resumed = decodeCursor(query.cursor, positionSchema);
    const start: Position = {
      skip: resumed?.skip ?? 0,
      ...readWindow(resumed ?? query, MOST_DAYS, new Date()),
    };
    const known = await this.applications.read(account);
    const { applications } = known;
    const problems = [...known.problems];
    const targeted = applications.filter(application =>
      isTarget(application, query.target),
    );
    const filter: AccessAuditFilter = {
      since: start.from,
      until: start.to,
      allowed: query.allowed,
      email: query.actor && !isPseudonym(query.actor) ? query.actor : undefined,
      applicationId: targeted.length === 1 ? targeted[0].id : undefined,
      rayId: query.ray,
    };
    const targetIds = new Set(targeted.map(({ id }) => id));
    const matches = (row: CfAccessAudit) =>
      matchesActor(row, query.actor, pseudonyms) &&
      (query.allowed === undefined || row.allowed === query.allowed) &&
      (query.ray === undefined || row.rayId === query.ray) &&
      (query.action === undefined ||
        row.action.toLowerCase() === query.action.toLowerCase()) &&
      (query.target === undefined ||
        row.applicationDomain === query.target ||
        row.applicationId === query.target ||
        (row.applicationId !== undefined && targetIds.has(row.applicationId)));

    const { found, next, searchedInVain } = await search(
      cursor =>
        account.client.zeroTrust.accessAudit(filter, { cursor, signal }),
      { start, matches, limit: query.limit },
    );
    if (searchedInVain) {
      problems.push({
        kind: 'incomplete',
        message: `The filters fit few rows of the log: ${MOST_PAGES} pages were searched, and 'nextCursor' goes on from there`,
        product: 'zeroTrust',
      });
    }
    const names = new Map(applications.map(({ id, name }) => [id, name]));
    return {
      data: found.map(row => toEvent(row, names, pseudonyms)),
      problems,
      nextCursor: next && encodeCursor(next),
    };
  }
}

/** Reads pages until there are enough rows that match. */
async function search(
  readPage: (cursor?: string) => Promise<Page<CfAccessAudit>>,
  options: {
    start: Position;
    matches: (row: CfAccessAudit) => boolean;
    limit: number;
  },
): Promise<{
  found: CfAccessAudit[];
  next?: Position;
  /** Pages were left unread without the answer being full. */
  searchedInVain: boolean;
}> {
  const { start, matches, limit } = options;
  const found: CfAccessAudit[] = [];
  const seen = new Set<string>();
  let next: Position = { ...start, skip: 0 };
  let toSkip = start.skip;
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page: Page<CfAccessAudit> = await readPage(cursor);
    pages++;
    cursor = page.nextCursor;
    for (const [i, row] of page.items.entries()) {
      // Rows that came meanwhile push others to the next page again.
      if (seen.has(row.id)) {
        continue;
      }
      seen.add(row.id);
      next = after(row, next);
      if (toSkip > 0) {
        toSkip--;
      } else if (matches(row)) {
        found.push(row);
        const isLast = i === page.items.length - 1 && cursor === undefined;
        if (found.length === limit) {
          return {
            found,
            next: isLast ? undefined : next,
            searchedInVain: false,
          };
        }
      }
    }
  } while (cursor !== undefined && pages < MOST_PAGES);
  return cursor === undefined
    ? { found, searchedInVain: false }
    : { found, next, searchedInVain: true };
}

/** The position after a row, which is the next one of the log. */
function after(row: CfAccessAudit, position: Position): Position {
  const to = new Date(Date.parse(row.createdAt) + 1);
  const isSameInstant = to.getTime() === position.to.getTime();
  return {
    from: position.from,
    to,
    skip: isSameInstant ? position.skip + 1 : 1,
  };
}

function isTarget(
  { id, domain, domains }: CfAccessApplication,
  target: string | undefined,
): boolean {
  return target !== undefined && [id, domain, ...domains].includes(target);
}

function matchesActor(
  { userEmail }: CfAccessAudit,
  actor: string | undefined,
  pseudonyms: AccountPseudonyms,
): boolean {
  if (actor === undefined) {
    return true;
  }
  if (userEmail === undefined) {
    return false;
  }
  return isPseudonym(actor)
    ? pseudonyms.matches(actor, userEmail)
    : userEmail.toLowerCase() === actor.toLowerCase();
}

function toEvent(
  row: CfAccessAudit,
  applicationNames: ReadonlyMap<string, string | undefined>,
  pseudonyms: AccountPseudonyms,
): AccessAuditEvent {
  return {
    // A plain hash of the row would let anyone try which address fits it.
    id: pseudonyms.digest(row.id),
    occurredAt: row.createdAt,
    actor: row.userEmail,
    action: row.action,
    allowed: row.allowed,
    target: row.applicationDomain,
    applicationId: row.applicationId,
    applicationName:
      row.applicationId && applicationNames.get(row.applicationId),
    identityProvider: row.identityProvider,
    ipAddress: row.ipAddress,
    country: row.country,
    rayId: row.rayId,
  };
}
