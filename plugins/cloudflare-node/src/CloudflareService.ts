import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  CloudflareClient,
  createCloudflareClient,
  RequestObservation,
} from '@cloudflare-backstage/cloudflare-client';
import { DEFAULT_ACCOUNT_KEY } from '@cloudflare-backstage/plugin-cloudflare-common';
import { readAccounts, readApiConfig } from './readCloudflareConfig';

/**
 * A configured account and the client that reads it.
 *
 * @public
 */
export interface CloudflareAccount {
  /** Key in the configuration; `default` for the flat form. */
  key: string;
  accountId: string;
  client: CloudflareClient;
}

/**
 * Told of every request when it has ended.
 *
 * @public
 */
export type CloudflareRequestObserver = (
  observation: RequestObservation & { account: string },
) => void;

/**
 * The configured Cloudflare accounts. One per backend process, so that all
 * plugins share each account's rate limit.
 *
 * @public
 */
export interface CloudflareService {
  accounts(): readonly CloudflareAccount[];
  /**
   * The account with the given key; without a key the default account, or the
   * only one.
   *
   * @throws InputError when there is no such account, or a key is needed
   */
  account(key?: string): CloudflareAccount;
  /** Follows the requests of every account, for metrics. Returns the way out. */
  observe(observer: CloudflareRequestObserver): () => void;
}

/**
 * The Cloudflare accounts of this backend.
 *
 * @public
 */
export const cloudflareServiceRef = createServiceRef<CloudflareService>({
  id: 'cloudflare.accounts',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory: async ({ config }) => createCloudflareService(config),
    }),
});

async function createCloudflareService(
  config: Config,
): Promise<CloudflareService> {
  const observers = new Set<CloudflareRequestObserver>();
  const api = readApiConfig(config);
  const accounts = await Promise.all(
    readAccounts(config).map(async account => ({
      key: account.key,
      accountId: account.accountId,
      client: await createCloudflareClient({
        ...api,
        accountId: account.accountId,
        apiToken: account.apiToken,
        buildsToken: account.buildsToken,
        onRequest: observation =>
          observers.forEach(observe =>
            observe({ ...observation, account: account.key }),
          ),
      }),
    })),
  );
  return {
    accounts: () => accounts,
    account: key => chooseAccount(accounts, key),
    observe: observer => {
      observers.add(observer);
      return () => observers.delete(observer);
    },
  };
}

/** What {@link CloudflareService.account} promises, over a list of accounts. */
export function chooseAccount(
  accounts: readonly CloudflareAccount[],
  key?: string,
): CloudflareAccount {
  const account =
    key === undefined && accounts.length === 1
      ? accounts[0]
      : accounts.find(a => a.key === (key ?? DEFAULT_ACCOUNT_KEY));
  if (account) {
    return account;
  }
  if (accounts.length === 0) {
    throw new InputError(
      `No Cloudflare account is configured: set 'cloudflare.accountId' and 'cloudflare.apiToken'`,
    );
  }
  throw new InputError(
    key === undefined
      ? `Several Cloudflare accounts are configured and none has the key '${DEFAULT_ACCOUNT_KEY}': name the account`
      : `There is no Cloudflare account with the key '${key}' in the configuration`,
  );
}
