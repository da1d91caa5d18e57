import {
  CfAuditEvent,
  CloudflareApiError,
  CloudflareClient,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';

/**
 * The audit log of the account page by page, newest first, some events perhaps
 * more than once.
 *
 * @throws CloudflareApiError when it cannot be read to its end
 */
export async function* auditLogPages(
  { auditLogs }: CloudflareClient,
  filter: Parameters<CloudflareClient['auditLogs']['list']>[0],
  reading: ReadOptions | undefined,
): AsyncGenerator<{ events: CfAuditEvent[]; last: boolean }> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await auditLogs.list(filter, { ...reading, cursor });
    cursor = page.nextCursor;
    yield { events: page.items, last: cursor === undefined };
    if (cursor !== undefined && seen.has(cursor)) {
      throw new CloudflareApiError({
        kind: 'incomplete',
        message:
          'Cannot read the audit log of the account: it repeats itself and does not end',
      });
    }
    seen.add(cursor ?? '');
  } while (cursor !== undefined);
}
