import type { Fault } from './Fault';
import { emptyPageCursorPrefix } from './paging';
import type { Reply } from './Route';

/** What a fault does to a listing, in the order in which it is asked. */
interface Disturbance {
  query?(query: URLSearchParams): void;
  /** `page` counts from 0; behind a cursor it is 1. */
  items?<T>(items: readonly T[], page: number): readonly T[];
  reply?(body: Body, query: URLSearchParams): Body;
}

interface Body {
  result: unknown;
  result_info?: Record<string, unknown>;
}

const stuckCursor = 'c2FtZQ';

function withoutItems(result: unknown): unknown {
  if (Array.isArray(result)) return [];
  if (typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(
    Object.entries(result).map(([key, value]) => [
      key,
      Array.isArray(value) ? [] : value,
    ]),
  );
}

function fromTheStart(query: URLSearchParams): void {
  query.delete('page');
  query.delete('cursor');
  query.delete('page_token');
  query.delete('offset');
}

/** Where a listing tells how it goes on. */
function withCursor(body: Body, cursor: string): Body {
  const info = body.result_info;
  const isToken = info && !('cursor' in info) && !('page' in info);
  const key = isToken ? 'next_page_token' : 'cursor';
  return { ...body, result_info: { ...info, [key]: cursor } };
}

function wrongTotal(by: number): Disturbance {
  return {
    reply: body => {
      const info = body.result_info;
      if (typeof info?.total_count !== 'number') return body;
      const total = Math.max(0, info.total_count + by);
      const pages = Math.ceil(total / Number(info.per_page));
      return {
        ...body,
        result_info: {
          ...info,
          total_count: total,
          ...('total_pages' in info && { total_pages: pages }),
        },
      };
    },
  };
}

function reordered<T>(items: readonly T[], page: number): readonly T[] {
  const first = Math.max(0, items.length - page);
  return [...items.slice(first), ...items.slice(0, first)];
}

/** Another id of the same form. */
function otherId(id: unknown, index: number, otherwise: string): unknown {
  const digits = index.toString(16).padStart(6, '0');
  const isHex = typeof id === 'string' && /[0-9a-f]{6}$/.test(id);
  return isHex ? id.slice(0, -digits.length) + digits : otherwise;
}

function copyOf(item: object, index: number): object {
  const { id, tag, name } = item as Record<string, unknown>;
  const ownName = `${name}-copy-${index}`;
  return {
    ...item,
    ...(name !== undefined && { name: ownName }),
    ...(tag !== undefined && { tag: otherId(tag, index, ownName) }),
    ...(id !== undefined && {
      id: id === name ? ownName : otherId(id, index, ownName),
    }),
  };
}

/** Copies of all in turn: what is true of a share of them stays true of it. */
function withCopies<T>(items: readonly T[], count: number): readonly T[] {
  const originals = items.filter(
    item => typeof item === 'object' && item !== null,
  ) as object[];
  if (originals.length === 0) return items;
  const missing = Math.max(0, count - items.length);
  return [
    ...items,
    ...Array.from(
      { length: missing },
      (_, index) => copyOf(originals[index % originals.length], index) as T,
    ),
  ];
}

/** How many pages came before; of those behind a cursor only that there were some. */
function pagesBefore(query: URLSearchParams): number {
  const isBehind = ['cursor', 'page_token'].some(name => query.get(name));
  const page = Number(query.get('page') ?? 1);
  return isBehind || Number(query.get('offset')) > 0
    ? 1
    : Math.max(0, page - 1);
}

function disturbanceOf(fault: Fault): Disturbance | undefined {
  switch (fault.type) {
    case 'ignores-page':
      return { query: fromTheStart };
    case 'repeated-cursor':
      return {
        query: fromTheStart,
        reply: body => withCursor(body, stuckCursor),
      };
    case 'empty-page-with-cursor':
      return {
        reply: (body, query) => {
          const real = query.get('cursor') ?? query.get('page_token') ?? '';
          return withCursor(
            { ...body, result: withoutItems(body.result) },
            emptyPageCursorPrefix + real,
          );
        },
      };
    case 'shrinking':
      return {
        items: (items, page) =>
          items.slice(0, Math.ceil(items.length * (1 - page / 4))),
      };
    case 'reordered':
      return { items: reordered };
    case 'many-items':
      return { items: items => withCopies(items, fault.count) };
    case 'duplicate-ids':
      return { items: items => [...items, ...items.slice(0, 1)] };
    case 'wrong-total':
      return wrongTotal(fault.by ?? 7);
    default:
      return undefined;
  }
}

/** What shows from page to page makes pages of a list that would come whole. */
const betweenPages: readonly Fault['type'][] = [
  'ignores-page',
  'reordered',
  'repeated-cursor',
  'shrinking',
];
const leastPages = 3;

/** Applies the faults that concern what is listed, not how it is sent. */
export class ListingFault {
  readonly #disturbance: Disturbance;
  readonly #page: number;
  readonly #makesPages: boolean;
  #whole = 0;

  constructor(fault: Fault | undefined, query: URLSearchParams) {
    this.#makesPages = fault !== undefined && betweenPages.includes(fault.type);
    this.#disturbance = (fault && disturbanceOf(fault)) ?? {};
    this.#page = pagesBefore(query);
  }

  query(query: URLSearchParams): URLSearchParams {
    const changed = new URLSearchParams(query);
    this.#disturbance.query?.(changed);
    return changed;
  }

  items<T>(items: readonly T[]): readonly T[] {
    this.#whole = items.length;
    return this.#disturbance.items?.(items, this.#page) ?? items;
  }

  size(size: number): number {
    return this.#makesPages && size >= this.#whole
      ? Math.max(1, Math.ceil(this.#whole / leastPages))
      : size;
  }

  reply(reply: Reply, query: URLSearchParams): Reply {
    const { reply: change } = this.#disturbance;
    // A bare list tells nothing besides its items.
    const isBare = Array.isArray(reply.body);
    if (!change || reply.status !== 200 || isBare) return reply;
    return { ...reply, body: change(reply.body as Body, query) };
  }
}
