import type { Fault, FaultHit } from './Fault';
import { emptyPageCursorPrefix } from './paging';
import type { Reply } from './Route';

/** What a fault does to a listing, in the order in which it is asked. */
interface Disturbance {
  query?(query: URLSearchParams): void;
  items?<T>(items: readonly T[], hit: number): readonly T[];
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
        items: (items, hit) =>
          items.slice(0, items.length - hit * Math.ceil(items.length / 4)),
      };
    case 'duplicate-ids':
      return { items: items => [...items, ...items.slice(0, 1)] };
    case 'wrong-total':
      return wrongTotal(fault.by ?? 7);
    default:
      return undefined;
  }
}

/** Applies the faults that concern what is listed, not how it is sent. */
export class ListingFault {
  readonly #disturbance: Disturbance;
  readonly #hit: number;

  constructor(hit: FaultHit | undefined) {
    this.#disturbance = (hit && disturbanceOf(hit.fault)) ?? {};
    this.#hit = hit?.hit ?? 0;
  }

  query(query: URLSearchParams): URLSearchParams {
    const changed = new URLSearchParams(query);
    this.#disturbance.query?.(changed);
    return changed;
  }

  items<T>(items: readonly T[]): readonly T[] {
    return this.#disturbance.items?.(items, this.#hit) ?? items;
  }

  reply(reply: Reply, query: URLSearchParams): Reply {
    const { reply: change } = this.#disturbance;
    // A bare list tells nothing besides its items.
    const isBare = Array.isArray(reply.body);
    if (!change || reply.status !== 200 || isBare) return reply;
    return { ...reply, body: change(reply.body as Body, query) };
  }
}
