import Cloudflare from 'cloudflare';

/** The items of a list, by the pager of the SDK. */
async function listed<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of pages) {
    items.push(item);
  }
  return items;
}

/**
 * The loop over the official SDK that reads the same inventory the way its
 * documentation suggests: its own pagers, one call after the other, and for
 * every resource what its list does not tell.
 */
export async function plainLoop(account: {
  url: string;
  accountId: string;
  apiToken: string;
}): Promise<{ workers: number }> {
  const client = new Cloudflare({
    apiToken: account.apiToken,
    baseURL: account.url,
    maxRetries: 0,
  });
  const account_id = account.accountId;
  const options = { account_id };

  const workers = await listed(client.workers.scripts.list(options));
  for (const { id } of workers) {
    await readWorker(client, id!, options);
  }
  for (const { name } of await listed(client.pages.projects.list(options))) {
    await client.pages.projects.deployments.list(name, options);
  }
  await listed(client.zeroTrust.access.applications.list(options));
  await listed(client.zeroTrust.access.policies.list(options));
  await listed(client.zeroTrust.identityProviders.list(options));
  for (const { queue_id } of await listed(client.queues.list(options))) {
    await client.queues.getMetrics(queue_id!, options);
  }
  await listed(client.kv.namespaces.list(options));
  for (const { uuid } of await listed(client.d1.database.list(options))) {
    await client.d1.database.get(uuid!, options);
  }
  const { buckets = [] } = await client.r2.buckets.list(options);
  for (const { name } of buckets) {
    await client.r2.buckets.lifecycle.get(name!, options);
  }
  for (const { id } of await listed(client.aiGateway.list(options))) {
    await client.aiGateway.providerConfigs.list(id, options);
  }
  for (const { name } of await listed(client.vectorize.indexes.list(options))) {
    await client.vectorize.indexes.info(name!, options);
  }
  const stores = await listed(client.secretsStore.stores.list(options));
  for (const { id } of stores) {
    await listed(client.secretsStore.stores.secrets.list(id, options));
  }
  for (const { id } of await listed(client.hyperdrive.configs.list(options))) {
    await client.hyperdrive.configs.get(id!, options);
  }
  await listed(client.containers.applications.list(options));
  for (const { name } of await listed(client.workflows.list(options))) {
    await listed(client.workflows.versions.list(name, options));
    await client.workflows.instances.list(name, options);
  }
  await listed(client.durableObjects.namespaces.list(options));
  await listed(client.aiSearch.instances.list(options));
  return { workers: workers.length };
}

/** A Worker's settings, deployments, versions and newest version. */
async function readWorker(
  client: Cloudflare,
  name: string,
  options: { account_id: string },
): Promise<void> {
  await client.workers.scripts.scriptAndVersionSettings.get(name, options);
  await client.workers.scripts.deployments.list(name, options);
  const versions = await client.workers.scripts.versions.list(name, options);
  const newest = versions.result?.items?.[0]?.id;
  if (newest) {
    await client.workers.scripts.versions.get(newest, {
      ...options,
      script_name: name,
    });
  }
}
