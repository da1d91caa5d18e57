import { CfAuditEvent } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { failingAccount } from './failingAccount';

/** An account of which only the audit log can be read. */
export function auditLogAccount(
  events: readonly CfAuditEvent[] = [],
  key = 'default',
): CloudflareAccount & { reads: unknown[] } {
  const reads: unknown[] = [];
  const { accountId, client } = failingAccount({
    kind: 'unavailable',
    message: 'not asked',
  });
  const auditLogs = {
    list: async (filter: unknown) => {
      reads.push(filter);
      return { items: events };
    },
  };
  return {
    key,
    accountId,
    reads,
    client: new Proxy(client, {
      get: (target, name) =>
        name === 'auditLogs' ? auditLogs : Reflect.get(target, name),
    }),
  };
}
