import Cloudflare from 'cloudflare';

/**
 * The loop over the official SDK that reads the same inventory the way its
 * documentation suggests: its own pagers, one call after the other, and for
 * every Worker its settings, deployments, versions and newest version.
 */
export async function plainLoop(account: {
  url: string;
  accountId: string;
  apiToken: string;
}): Promise<{ workers: number }> {
  const client = new Cloudflare({
    apiToken: account.apiToken,
    baseURL: account.url,
  });
  const account_id = account.accountId;
  let workers = 0;
  for await (const script of client.workers.scripts.list({ account_id })) {
    workers++;
    const name = script.id!;
    await client.workers.scripts.scriptAndVersionSettings.get(name, {
      account_id,
    });
    await client.workers.scripts.deployments.list(name, { account_id });
    const versions = await client.workers.scripts.versions.list(name, {
      account_id,
    });
    const newest = versions.result?.items?.[0]?.id;
    if (newest) {
      await client.workers.scripts.versions.get(newest, {
        account_id,
        script_name: name,
      });
    }
  }
  return { workers };
}
