import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { BrowserQuotas } from '@cloudflare-backstage/plugin-cloudflare-common';

/** The limits that can be configured. */
export const QUOTA_NAMES = [
  'concurrentBrowsers',
  'newBrowsersPerMinute',
  'browserMinutesPerDay',
  'requestsPerMinute',
] as const;

const KEY = 'cloudflare.browserRendering.quotas';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads the limits that somebody looked up.
 *
 * @throws InputError for limits without a day and a source, or none at all
 */
export function readQuotas(root: Config): BrowserQuotas {
  const config = root.getOptionalConfig(KEY);
  if (!config) {
    return {
      reportedByCloudflare: false,
      state: 'unknown',
      reason: 'not-configured',
      quotas: [],
    };
  }
  const asOf = config.getString('asOf');
  if (!DAY.test(asOf) || Number.isNaN(Date.parse(asOf))) {
    throw invalid('asOf', 'a day such as 2026-11-01, in quotes');
  }
  const quotas = QUOTA_NAMES.flatMap(name => {
    const value = config.getOptionalNumber(name);
    if (value !== undefined && !(value > 0)) {
      throw invalid(name, 'a number greater than 0');
    }
    return value === undefined ? [] : [{ name, value }];
  });
  if (quotas.length === 0) {
    throw new InputError(
      `Invalid configuration at '${KEY}': expected at least one of ${QUOTA_NAMES.join(
        ', ',
      )}`,
    );
  }
  return {
    reportedByCloudflare: false,
    state: 'configured',
    quotas,
    asOf,
    source: config.getString('source'),
  };
}

function invalid(name: string, expected: string): InputError {
  return new InputError(
    `Invalid configuration at '${KEY}.${name}': expected ${expected}`,
  );
}
