import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DEFAULT_ACCOUNT_KEY } from '@cloudflare-backstage/plugin-cloudflare-common';

/** An account as configured; tokens are read anew whenever they are asked for. */
export interface AccountConfig {
  key: string;
  accountId: string;
  apiToken: () => string;
  buildsToken: () => string | undefined;
}

/** How the API is called, the same for every account. */
export interface ApiConfig {
  apiBaseUrl?: string;
  timeoutMs?: number;
  maxRetries?: number;
  budget: {
    requests?: number;
    windowSeconds?: number;
    share?: number;
    concurrency?: number;
  };
}

const ACCOUNT_ID = /^[0-9a-f]{32}$/;
const ACCOUNT_KEY = /^[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function wrong(key: string, reason: string): InputError {
  return new InputError(`Invalid configuration at '${key}': ${reason}`);
}

/**
 * The accounts of `cloudflare.accounts.*`, or the one of the flat form. Empty
 * when nothing is configured.
 */
export function readAccounts(root: Config): AccountConfig[] {
  const flat = ['accountId', 'apiToken', 'buildsToken'].filter(key =>
    root.has(`cloudflare.${key}`),
  );
  const keys = root.getOptionalConfig('cloudflare.accounts')?.keys() ?? [];
  if (flat.length > 0 && keys.length > 0) {
    throw wrong(
      `cloudflare.${flat[0]}`,
      `use either the flat form or 'cloudflare.accounts', not both`,
    );
  }
  if (flat.length > 0) {
    return [readAccount(root, 'cloudflare', DEFAULT_ACCOUNT_KEY)];
  }
  const accounts = keys.map(key => {
    if (!ACCOUNT_KEY.test(key)) {
      throw wrong(
        `cloudflare.accounts.${key}`,
        'a key is at most 20 lower-case letters, digits and inner dashes',
      );
    }
    return readAccount(root, `cloudflare.accounts.${key}`, key);
  });
  const byId = new Map<string, string>();
  for (const { key, accountId } of accounts) {
    const other = byId.get(accountId);
    if (other !== undefined) {
      throw wrong(
        `cloudflare.accounts.${key}.accountId`,
        `the account is configured as '${other}' already`,
      );
    }
    byId.set(accountId, key);
  }
  return accounts;
}

function readAccount(root: Config, path: string, key: string): AccountConfig {
  const accountId = root.getOptionalString(`${path}.accountId`);
  if (accountId === undefined || !ACCOUNT_ID.test(accountId)) {
    throw wrong(
      `${path}.accountId`,
      'expected the id of a Cloudflare account, 32 lower-case hex digits',
    );
  }
  let apiToken = root.getOptionalString(`${path}.apiToken`)?.trim();
  if (!apiToken) {
    throw wrong(`${path}.apiToken`, 'expected a Cloudflare API token');
  }
  return {
    key,
    accountId,
    // A rotated token is taken up as soon as the configuration holds it. While
    // a secret's file is being replaced it can be empty: keep the last one.
    apiToken: () => {
      apiToken = root.getOptionalString(`${path}.apiToken`)?.trim() || apiToken;
      return apiToken!;
    },
    buildsToken: () =>
      root.getOptionalString(`${path}.buildsToken`)?.trim() || undefined,
  };
}

/** Reads `cloudflare.apiBaseUrl`, `cloudflare.fetch` and `cloudflare.budget`. */
export function readApiConfig(root: Config): ApiConfig {
  const apiBaseUrl = root.getOptionalString('cloudflare.apiBaseUrl');
  if (apiBaseUrl !== undefined) {
    checkBaseUrl(apiBaseUrl);
  }
  const backoff = root.getOptionalString('cloudflare.fetch.backoff');
  if (backoff !== undefined && backoff !== 'jitter') {
    throw wrong('cloudflare.fetch.backoff', `the only choice is 'jitter'`);
  }
  return {
    apiBaseUrl,
    timeoutMs: readNumber(root, 'cloudflare.fetch.timeoutMs', 100, 600_000),
    maxRetries: readNumber(root, 'cloudflare.fetch.maxRetries', 0, 10),
    budget: {
      requests: readNumber(root, 'cloudflare.budget.requests', 1, 1_000_000),
      windowSeconds: readNumber(
        root,
        'cloudflare.budget.windowSeconds',
        1,
        86_400,
      ),
      share: readNumber(root, 'cloudflare.budget.share', 0.01, 1),
      concurrency: readNumber(root, 'cloudflare.budget.concurrency', 1, 64),
    },
  };
}

function checkBaseUrl(value: string) {
  const key = 'cloudflare.apiBaseUrl';
  if (!URL.canParse(value)) {
    throw wrong(key, 'expected a URL');
  }
  const url = new URL(value);
  if (url.username || url.password || url.search || url.hash) {
    throw wrong(key, 'expected a URL without user, query or fragment');
  }
  const plain = url.protocol === 'http:' && LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !plain) {
    throw wrong(key, 'expected https, or http on a loopback address');
  }
}

function readNumber(
  root: Config,
  key: string,
  least: number,
  most: number,
): number | undefined {
  const value = root.getOptionalNumber(key);
  if (value !== undefined && !(value >= least && value <= most)) {
    throw wrong(key, `expected a number from ${least} to ${most}`);
  }
  return value;
}
