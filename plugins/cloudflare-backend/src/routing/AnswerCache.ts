import { CacheService, LoggerService } from '@backstage/backend-plugin-api';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { JsonValue } from '@backstage/types';
import { Answer } from './Answer';

const MS_PER_SECOND = 1000;
/** How long an old answer may stand in while Cloudflare cannot be read. */
const STALE_SECONDS = 900;
/** What is fresh for longer than it can be was dated by a clock that was wrong. */
const MOST_AHEAD_MS = 60_000;

/** An answer and how it came about. */
export interface CachedAnswer {
  answer: Answer;
  cache: 'miss' | 'hit' | 'stale';
  /** Why the answer is stale. */
  problem?: CloudflareProblem;
}

interface Entry {
  answer: Answer;
  /** Milliseconds since the epoch. */
  freshUntil: number;
}

interface Flight {
  promise: Promise<CachedAnswer>;
  controller: AbortController;
  waiting: number;
}

/**
 * Keeps answers for a short time, and makes equal questions that come at once
 * share one answer. A cache that fails is an empty one.
 */
export class AnswerCache {
  private readonly flights = new Map<string, Flight>();

  constructor(
    private readonly cache: CacheService,
    private readonly logger: LoggerService,
  ) {}

  /**
   * Answers from the cache, or by `produce`, whose signal is aborted when no
   * caller waits any more.
   *
   * @param age - for how many seconds an answer is good, and how old a kept one
   *   may be for this caller
   */
  async read(
    key: string,
    age: { ttl: number; most?: number },
    signal: AbortSignal,
    produce: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<CachedAnswer> {
    const joined = this.flights.get(key);
    const flight = joined ?? this.start(key, age, produce);
    flight.waiting++;
    const leave = () => {
      if (--flight.waiting === 0) {
        // A later caller must not join what is being called off.
        this.end(key, flight);
        flight.controller.abort();
      }
    };
    signal.addEventListener('abort', leave, { once: true });
    try {
      const found = await flight.promise;
      if (joined && found.cache === 'hit' && !isRecent(found, age.most)) {
        // Whoever began to look was content with an older answer.
        return await this.read(key, age, signal, produce);
      }
      return found;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  private start(
    key: string,
    age: { ttl: number; most?: number },
    produce: (signal: AbortSignal) => Promise<Answer>,
  ): Flight {
    const controller = new AbortController();
    const promise = this.look(key, age, () => produce(controller.signal));
    const flight = { promise, controller, waiting: 0 };
    this.flights.set(key, flight);
    const end = () => this.end(key, flight);
    promise.then(end, end);
    return flight;
  }

  private end(key: string, flight: Flight) {
    if (this.flights.get(key) === flight) {
      this.flights.delete(key);
    }
  }

  private async look(
    key: string,
    age: { ttl: number; most?: number },
    produce: () => Promise<Answer>,
  ): Promise<CachedAnswer> {
    const entry = await this.get(key);
    if (entry && isFresh(entry, age.ttl) && isRecent(entry, age.most)) {
      return { answer: entry.answer, cache: 'hit' };
    }
    try {
      const answer = await produce();
      await this.set(key, {
        answer,
        freshUntil: Date.now() + age.ttl * MS_PER_SECOND,
      });
      return { answer, cache: 'miss' };
    } catch (error) {
      if (entry && error instanceof CloudflareApiError && passes(error)) {
        return { answer: entry.answer, cache: 'stale', problem: error.problem };
      }
      throw error;
    }
  }

  private async get(key: string): Promise<Entry | undefined> {
    try {
      return (await this.cache.get(key)) as unknown as Entry | undefined;
    } catch {
      this.logger.warn('The cache of answers could not be read');
      return undefined;
    }
  }

  private async set(key: string, entry: Entry) {
    try {
      await this.cache.set(key, entry as unknown as JsonValue, {
        ttl: { seconds: STALE_SECONDS },
      });
    } catch {
      this.logger.warn('An answer could not be kept in the cache');
    }
  }
}

function isFresh({ freshUntil }: Entry, ttl: number): boolean {
  const left = freshUntil - Date.now();
  return left > 0 && left <= ttl * MS_PER_SECOND + MOST_AHEAD_MS;
}

function isRecent(
  { answer }: Pick<Entry, 'answer'>,
  mostSeconds: number | undefined,
): boolean {
  const most = mostSeconds ?? Infinity;
  const age = Date.now() - Date.parse(answer.meta.fetchedAt);
  return age <= most * MS_PER_SECOND;
}

/** Whether the cause of an error is likely to pass without anyone's doing. */
function passes(error: CloudflareApiError): boolean {
  return error.kind === 'rate-limited' || error.kind === 'unavailable';
}
