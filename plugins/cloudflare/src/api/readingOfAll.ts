import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';
import { mayStayAfter } from './failures';
import { metaOfAll } from './metaOfAll';
import { Reading } from './useReading';

/**
 * Readings that are shown side by side as one, so that what is wrong with all
 * of them is told once. It is read when each of them is.
 */
export function readingOfAll<T>(readings: readonly Reading<T>[]): Reading<T[]> {
  const failed = readings.filter(({ error }) => error);
  const error =
    failed.find(one => one.error && !mayStayAfter(one.error))?.error ??
    failed[0]?.error;
  const all = together(readings.map(({ response }) => response));
  return {
    response: error ? undefined : all,
    error,
    before: together(
      readings.map(({ before, response }) => response ?? before),
    ),
    isPending: readings.some(({ isPending }) => isPending),
    retry: () =>
      (error ? failed : readings).forEach(reading => reading.retry()),
  };
}

function together<T>(
  responses: readonly (ApiResponse<T> | undefined)[],
): ApiResponse<T[]> | undefined {
  const known = responses.filter(
    (response): response is ApiResponse<T> => response !== undefined,
  );
  return known.length < responses.length
    ? undefined
    : { data: known.map(({ data }) => data), meta: metaOfAll(known) };
}
