import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';

/**
 * Refuses to keep what is told by times while they are known to be wrong, also
 * where nothing of it was read from Cloudflare just now.
 *
 * @throws CloudflareApiError 'unavailable'
 */
export function checkClock({ client }: CloudflareAccount, what: string): void {
  const fault = client.clockFault();
  if (fault) {
    throw new CloudflareApiError({
      kind: 'unavailable',
      message: `${what}: ${fault}`,
    });
  }
}
