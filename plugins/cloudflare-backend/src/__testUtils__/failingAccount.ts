import {
  CloudflareApiError,
  CloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';

/** An account of which every read fails with the same problem. */
export function failingAccount(problem: CloudflareProblem): CloudflareAccount {
  const area = new Proxy(
    {},
    {
      get: () => async () => {
        throw new CloudflareApiError(problem);
      },
    },
  );
  const known: Partial<CloudflareClient> = {
    budget: () => ({ limit: 600, used: 0, windowSeconds: 300 }),
    clockFault: () => undefined,
  };
  const client = new Proxy({} as CloudflareClient, {
    get: (_, name) => known[name as keyof CloudflareClient] ?? area,
  });
  return { key: 'default', accountId: '0'.repeat(32), client };
}
