import type { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareApiError } from '../errors';
import type { Listing } from '../reading';
import { type Envelope, problemError } from './envelope';
import {
  type CursorSource,
  type ListSource,
  type NumberedSource,
  type RawPage,
  readRawPage,
} from './paged';

/** No list that we read is longer; a server that never ends is stopped here. */
const MAX_PAGES = 2000;
/** A filter on the server's side can leave a page empty, but not ever more. */
const MAX_EMPTY_PAGES_IN_A_ROW = 10;

/** Puts pages together and notes everything that makes no sense. */
class Collector<T> {
  private readonly items = new Map<string, T>();
  private readonly reasons = new Set<string>();
  private readonly failures: CloudflareProblem[] = [];
  private readonly totals = new Set<number>();
  private unreadable = 0;
  private pages = 0;
  private full = false;

  constructor(private readonly source: ListSource<T>) {}

  /** Answers how many items were new. */
  add(page: RawPage<T>): number {
    this.pages += 1;
    this.full ||= page.count >= (page.perPage ?? Infinity);
    const before = this.items.size;
    for (const item of page.items) {
      const key = this.source.identify(item);
      if (!this.items.has(key)) {
        this.items.set(key, item);
      }
    }
    const added = this.items.size - before;
    if (added < page.items.length) {
      this.doubt('items came more than once');
    }
    if (page.total !== undefined) {
      this.totals.add(page.total);
    }
    this.unreadable += page.unreadable;
    return added;
  }

  doubt(reason: string): void {
    this.reasons.add(reason);
  }

  /** Keeps what was read before a page failed; an abort is no such failure. */
  fail(error: unknown): void {
    if (!(error instanceof CloudflareApiError)) {
      throw error;
    }
    if (!this.failures.some(({ kind }) => kind === error.kind)) {
      this.failures.push(error.problem);
    }
  }

  listing(): Listing<T> {
    const { subject } = this.source;
    const read = this.items.size + this.unreadable;
    if (this.totals.size > 1) {
      this.doubt('the number of items changed in between');
    } else if (this.failures.length === 0) {
      const [total = read] = this.totals;
      if (total !== read) {
        this.doubt(`${read} items were read where ${total} are announced`);
      }
    }
    const problems = [...this.failures];
    if (this.unreadable > 0) {
      problems.push(
        problemError(
          'invalid-response',
          subject,
          `${this.unreadable} items are not what the API promises`,
        ).problem,
      );
    }
    if (this.reasons.size > 0) {
      problems.push(
        problemError(
          'incomplete',
          subject,
          `the list could not be read to its end: ${[...this.reasons].join(
            ', ',
          )}`,
        ).problem,
      );
    }
    return {
      items: [...this.items.values()],
      complete: problems.length === 0,
      problems,
      ...(this.totals.size === 0 &&
        (this.pages > 1 || this.full) && { uncounted: true }),
    };
  }
}

/** Reads a list that comes in one piece. */
export async function readWhole<T>(
  source: ListSource<T> & { read(): Promise<Envelope> },
): Promise<Listing<T>> {
  const collector = new Collector(source);
  const whole = await readRawPage(await source.read(), source);
  collector.add(whole);
  if (whole.cursor !== undefined) {
    collector.doubt('it announces more');
  }
  return collector.listing();
}

/**
 * Reads every page. When the first tells the total, the others are read side
 * by side; else one after the other until a page is not full.
 */
export async function readNumbered<T>(
  source: NumberedSource<T>,
): Promise<Listing<T>> {
  const { perPage } = source;
  const readPage = async (page: number) =>
    readRawPage(await source.read(page, perPage), source);
  const collector = new Collector(source);
  const first = await readPage(1);
  collector.add(first);
  const most = first.last ? 1 : MAX_PAGES;
  if (first.total !== undefined) {
    // A server may give less than what it was asked for, and then says so.
    const size = first.count || perPage;
    const pages = Math.ceil(first.total / size);
    if (first.count === 0 && pages > 0) {
      return collector.listing();
    }
    if (pages > most) {
      collector.doubt(`it has more pages than ${most}`);
    }
    const rest = Math.min(pages, most) - 1;
    const outcomes = await Promise.allSettled(
      Array.from({ length: Math.max(0, rest) }, (_, index) =>
        readPage(index + 2),
      ),
    );
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        collector.fail(outcome.reason);
      } else {
        collector.add(outcome.value);
      }
    }
    return collector.listing();
  }

  let last = first;
  for (let page = 2; last.count >= (last.perPage ?? perPage); page++) {
    if (page > most) {
      collector.doubt(`it has more pages than ${most}`);
      break;
    }
    try {
      last = await readPage(page);
    } catch (error) {
      collector.fail(error);
      break;
    }
    if (collector.add(last) === 0 && last.count > 0) {
      // The same page again: the server does not heed the page number.
      break;
    }
  }
  if (last.cursor !== undefined) {
    collector.doubt('it announces more');
  }
  return collector.listing();
}

/** Follows cursors to the end, over empty pages too as long as they move. */
export async function readCursored<T>(
  source: CursorSource<T>,
): Promise<Listing<T>> {
  const collector = new Collector(source);
  const { mostPages: most = MAX_PAGES } = source;
  const seen = new Set<string>();
  let cursor: string | undefined;
  let empty = 0;
  for (let page = 1; ; page++) {
    let read;
    try {
      read = await readRawPage(await source.read(cursor), source);
    } catch (error) {
      if (page === 1) {
        throw error;
      }
      collector.fail(error);
      break;
    }
    collector.add(read);
    cursor = read.cursor;
    if (cursor === undefined) {
      break;
    }
    if (read.last) {
      collector.doubt('it has more pages than 1');
      break;
    }
    empty = read.count === 0 ? empty + 1 : 0;
    if (seen.has(cursor)) {
      collector.doubt('a cursor came twice');
      break;
    }
    if (empty >= MAX_EMPTY_PAGES_IN_A_ROW) {
      collector.doubt('it does not end');
      break;
    }
    if (page >= most) {
      collector.doubt(`it has more pages than ${most}`);
      break;
    }
    seen.add(cursor);
  }
  return collector.listing();
}
