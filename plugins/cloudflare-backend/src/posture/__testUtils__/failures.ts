import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { NOW } from './collectFor';

/** When what was read at {@link NOW} is stale. */
export const LATER = new Date(NOW.getTime() + 3 * 3_600_000);

/** A problem that does not pass by itself. */
export const forbidden: CloudflareProblem = {
  kind: 'forbidden',
  message: 'refused',
};

/** A read that fails. */
export const fails = (problem: CloudflareProblem) => async () => {
  throw new CloudflareApiError(problem);
};
