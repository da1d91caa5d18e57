import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { isDatasetName } from './gate';

const KEY = 'cloudflare.analyticsEngine';
const MS_PER_DAY = 86_400_000;
const MOST_DAYS = 92;
const MOST_ROWS = 10_000;

/** What of Analytics Engine may be queried. */
export interface QueryConfig {
  datasets: ReadonlySet<string>;
  defaultRangeMs: number;
  maxRangeMs: number;
  /** Of whoever may read what is sensitive. */
  sensitiveMaxRangeMs: number;
  defaultLimit: number;
  maxLimit: number;
}

/** @throws InputError naming what is wrong */
export function readQueryConfig(root: Config): QueryConfig {
  const config = root.getOptionalConfig(KEY);
  const datasets = config?.getOptionalStringArray('datasets') ?? [];
  const unusable = datasets.find(name => !isDatasetName(name));
  if (unusable !== undefined) {
    throw new InputError(
      `Invalid configuration at '${KEY}.datasets': '${unusable}' cannot be the name of a dataset`,
    );
  }
  const whole = (key: string, byDefault: number, most: number) => {
    const value = config?.getOptionalNumber(key) ?? byDefault;
    if (!Number.isInteger(value) || value < 1 || value > most) {
      throw new InputError(
        `Invalid configuration at '${KEY}.${key}': expected a whole number from 1 to ${most}`,
      );
    }
    return value;
  };
  return {
    datasets: new Set(datasets),
    defaultRangeMs: MS_PER_DAY,
    maxRangeMs: whole('maxRangeDays', 31, MOST_DAYS) * MS_PER_DAY,
    sensitiveMaxRangeMs:
      whole('sensitiveMaxRangeDays', MOST_DAYS, MOST_DAYS) * MS_PER_DAY,
    defaultLimit: whole('defaultLimit', 1000, MOST_ROWS),
    maxLimit: MOST_ROWS,
  };
}
