import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';

/** What a read gave, or why it gave nothing. */
export type Outcome<T> =
  | { value: T; problem?: undefined }
  | { value?: undefined; problem: CloudflareProblem };

/**
 * Waits for a read that an answer can do without. What is no problem of
 * Cloudflare's is thrown on.
 */
export async function outcomeOf<T>(read: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await read };
  } catch (error) {
    if (error instanceof CloudflareApiError) {
      return { problem: error.problem };
    }
    throw error;
  }
}
