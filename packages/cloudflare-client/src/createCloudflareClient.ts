import type { AreaDefinition } from './Area';
import { accountAreas } from './areas';
import type { CloudflareClient } from './CloudflareClient';
import { Connection } from './Connection';
import { CloudflareInputError } from './errors';
import type { CloudflareClientOptions } from './options';
import { productAreas } from './products';
import { AllowedRequests, readBaseUrl } from './transport/allowed';

const DEFAULT_BASE_URL = 'https://api.cloudflare.com/client/v4';

const areas = { ...productAreas, ...accountAreas };

type Areas = {
  [Name in keyof typeof areas]: (typeof areas)[Name] extends AreaDefinition<
    infer Area
  >
    ? Area
    : never;
};

/** Checks the settings that would otherwise fail far from where they are made. */
function checkOptions(options: CloudflareClientOptions): void {
  const { accountId, timeoutMs, maxRetries, budget = {} } = options;
  if (!/^[0-9a-f]{32}$/i.test(accountId)) {
    throw new CloudflareInputError(
      'The Cloudflare accountId must have 32 hexadecimal digits',
    );
  }
  const positive: Record<string, number | undefined> = {
    timeoutMs,
    'budget.requests': budget.requests,
    'budget.windowSeconds': budget.windowSeconds,
    'budget.share': budget.share,
    'budget.concurrency': budget.concurrency,
  };
  for (const [name, value] of Object.entries(positive)) {
    if (value !== undefined && !(value > 0 && Number.isFinite(value))) {
      throw new CloudflareInputError(`${name} must be a positive number`);
    }
  }
  if ((budget.share ?? 0) > 1) {
    throw new CloudflareInputError('budget.share must be at most 1');
  }
  if (maxRetries !== undefined && !(maxRetries >= 0 && maxRetries <= 10)) {
    throw new CloudflareInputError('maxRetries must be 0 to 10');
  }
}

/**
 * Creates the client of one Cloudflare account. Loads the Cloudflare SDK when
 * it is first called, which takes half a second; sends nothing.
 *
 * @throws An error named `InputError` when a setting is not usable.
 * @public
 */
export async function createCloudflareClient(
  options: CloudflareClientOptions,
): Promise<CloudflareClient> {
  checkOptions(options);
  const baseUrl = readBaseUrl(options.apiBaseUrl ?? DEFAULT_BASE_URL);
  const requests = Object.values(areas).flatMap(area => area.requests);
  const connection = new Connection(
    options,
    new AllowedRequests(baseUrl, options.accountId, requests),
    baseUrl,
  );
  const created = Object.fromEntries(
    Object.entries(areas).map(([name, area]) => [
      name,
      area.create(connection),
    ]),
  ) as unknown as Areas;
  return {
    accountId: options.accountId,
    ...created,
    budget: () => connection.budget(),
    clockFault: () => connection.clockFault,
  };
}
