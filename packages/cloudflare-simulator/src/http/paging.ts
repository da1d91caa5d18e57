import { ApiFailure, succeeded } from './envelope';
import type { ApiRequest, Reply } from './Route';

interface PageSizes {
  default: number;
  max: number;
  min?: number;
  /** What is answered to a size out of bounds; otherwise it is brought into them. */
  refusal?: () => ApiFailure;
}

function integerOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  const value = Number(text);
  return Number.isInteger(value) ? value : NaN;
}

function sizeOf(request: ApiRequest, name: string, sizes: PageSizes): number {
  const asked = integerOf(request.query.get(name));
  if (asked === undefined) return sizes.default;
  const min = sizes.min ?? 1;
  if (sizes.refusal && !(asked >= min && asked <= sizes.max)) {
    throw sizes.refusal();
  }
  return Math.min(sizes.max, Math.max(min, asked || sizes.default));
}

function pageNumberOf(request: ApiRequest, sizes: PageSizes): number {
  const asked = integerOf(request.query.get('page'));
  if (sizes.refusal && asked !== undefined && !(asked >= 1)) {
    throw sizes.refusal();
  }
  return Math.max(1, asked || 1);
}

/** Family "page": `page` and `per_page`, totals in `result_info`. */
export function paged<T>(
  request: ApiRequest,
  items: readonly T[],
  sizes: PageSizes & {
    /** Some lists do not tell the number of pages. */
    withoutTotalPages?: boolean;
  },
  render: (item: T) => unknown,
  /** Key under which the list is nested in `result`. */
  nestedAt?: string,
): Reply {
  const listed = request.listed(items);
  const perPage = request.sized(sizeOf(request, 'per_page', sizes));
  const page = pageNumberOf(request, sizes);
  const shown = listed.slice((page - 1) * perPage, page * perPage).map(render);
  return succeeded(nestedAt ? { [nestedAt]: shown } : shown, {
    page,
    per_page: perPage,
    count: shown.length,
    total_count: listed.length,
    ...(!sizes.withoutTotalPages && {
      total_pages: Math.ceil(listed.length / perPage),
    }),
  });
}

/** Pages without `result_info`: the reader must notice the end itself. */
export function pagedWithoutInfo<T>(
  request: ApiRequest,
  items: readonly T[],
  sizes: PageSizes,
  render: (item: T) => unknown,
): Reply {
  const sizeName = request.query.has('per_page') ? 'per_page' : 'limit';
  const size = sizeOf(request, sizeName, sizes);
  const page = pageNumberOf(request, sizes);
  const listed = request.listed(items);
  return succeeded(listed.slice((page - 1) * size, page * size).map(render));
}

/** Precedes the real cursor after an empty page that has one. */
export const emptyPageCursorPrefix = 'empty.';

function offsetOf(cursor: string | null): number {
  if (!cursor) return 0;
  const real = cursor.startsWith(emptyPageCursorPrefix)
    ? cursor.slice(emptyPageCursorPrefix.length)
    : cursor;
  if (!real) return 0;
  const match = /^after:(\d+)$/.exec(
    Buffer.from(real, 'base64url').toString('latin1'),
  );
  if (!match) throw new ApiFailure(400, 10001, 'Invalid cursor');
  return Number(match[1]);
}

function cursorAt(end: number, total: number): string {
  if (end >= total) return '';
  return Buffer.from(`after:${end}`, 'latin1').toString('base64url');
}

/** Family "cursor": an opaque cursor in `result_info.cursor`, empty at the end. */
export function cursorPaged<T>(
  request: ApiRequest,
  items: readonly T[],
  sizes: PageSizes & {
    sizeName: 'limit' | 'per_page';
    info?: (counts: { count: number; size: number; total: number }) => object;
  },
  render: (item: T) => unknown,
  /** Key under which the list is nested in `result`. */
  nestedAt?: string,
): Reply {
  const listed = request.listed(items);
  const size = request.sized(sizeOf(request, sizes.sizeName, sizes));
  const offset = offsetOf(request.query.get('cursor'));
  const shown = listed.slice(offset, offset + size).map(render);
  const cursor = cursorAt(offset + shown.length, listed.length);
  const counts = { count: shown.length, size, total: listed.length };
  return succeeded(nestedAt ? { [nestedAt]: shown } : shown, {
    ...(sizes.info?.(counts) ?? {}),
    cursor,
  });
}

/** Family "page token": `page_token`, and the next one in `result_info`, absent at the end. */
export function tokenPaged<T>(
  request: ApiRequest,
  items: readonly T[],
  sizes: PageSizes,
  render: (item: T) => unknown,
  nestedAt?: string,
): Reply {
  const listed = request.listed(items);
  const size = request.sized(sizeOf(request, 'per_page', sizes));
  const offset = offsetOf(request.query.get('page_token'));
  const shown = listed.slice(offset, offset + size).map(render);
  const next = cursorAt(offset + shown.length, listed.length);
  return succeeded(nestedAt ? { [nestedAt]: shown } : shown, {
    per_page: size,
    ...(next && { next_page_token: next }),
  });
}

/** Family "offset": `limit` and `offset`; a bare array without an envelope. */
export function bareOffsetPaged<T>(
  request: ApiRequest,
  items: readonly T[],
  sizes: PageSizes,
  render: (item: T) => unknown,
): Reply {
  const size = sizeOf(request, 'limit', sizes);
  const offset = Math.max(0, integerOf(request.query.get('offset')) || 0);
  const listed = request.listed(items);
  return {
    status: 200,
    body: listed.slice(offset, offset + size).map(render),
  };
}

/** A list that always comes whole, without `result_info`. */
export function unpaged<T>(
  request: ApiRequest,
  items: readonly T[],
  render: (item: T) => unknown,
  nestedAt?: string,
): Reply {
  const shown = request.listed(items).map(render);
  return succeeded(nestedAt ? { [nestedAt]: shown } : shown);
}
