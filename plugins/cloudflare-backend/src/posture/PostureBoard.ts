import { ConflictError } from '@backstage/errors';
import { CheckState } from '@cloudflare-backstage/plugin-cloudflare-common';
import { LRUCache } from 'lru-cache';
import { PostureServices } from './PostureServices';
import { exemptUntilOf } from './exemptions/exemptUntilOf';
import { PosturePast } from './PosturePast';
import { ExemptUntil, PostureSnapshot, stateAt } from './PostureSnapshot';
import { PostureView } from './PostureVisibility';
import { rollUp, Rollup } from './rollup';
import { EvaluationRow } from './StoredPosture';

const MS_PER_SECOND = 1_000;
const MS_PER_MINUTE = 60_000;
export const MS_PER_DAY = 86_400_000;
/** What is read for an evaluation besides. */
const MOST_ANSWERS = 4;
/** What is summed up for those who see the same. */
const MOST_SEEN = 200;
/** History that is looked at: gold of the oldest point takes 30 days more. */
export const MOST_DAYS = 180;
export const GOLD_DAYS = 30;

/** The results of an evaluation, and the instant that they are looked at. */
export interface PostureSight {
  snapshot: PostureSnapshot;
  /** In milliseconds. What is read at the same minute has the same. */
  instant: number;
}

/** Which results a page came from, so that the next one comes from the same. */
export interface SightPosition {
  evaluation: number;
  finishedAt: string;
  instant: number;
}

/** What an evaluation of a day before found. */
export interface DayBefore {
  finishedAt: string;
  /** By entity and check. */
  states: ReadonlyMap<string, CheckState>;
}

/** The results of the last evaluation, in memory, and those before them. */
export class PostureBoard {
  private current?: PostureSnapshot;
  private loading?: Promise<PostureSnapshot | undefined>;
  private lookedAt = -Infinity;
  readonly past: PosturePast;
  private readonly seen = new LRUCache<string, {}>({ max: MOST_SEEN });
  private readonly ofEvaluation = new LRUCache<string, Promise<any>>({
    max: MOST_ANSWERS,
  });
  private readonly exemptUntil: ExemptUntil;

  constructor(
    private readonly services: Pick<PostureServices, 'store' | 'exemptions'>,
    private readonly now: () => number = Date.now,
  ) {
    this.exemptUntil = exemptUntilOf(services.exemptions, now());
    this.past = new PosturePast(services.store, this.exemptUntil);
  }

  /** The results of now, or of a second ago; undefined before the first evaluation. */
  async sight(): Promise<PostureSight | undefined> {
    const now = this.now();
    if (this.loading || !(Math.abs(now - this.lookedAt) < MS_PER_SECOND)) {
      await this.look();
    }
    return this.sightOfNow();
  }

  /** The same, with every evaluation that has finished by now. */
  async latestSight(): Promise<PostureSight | undefined> {
    // What began to look before can have missed it.
    await this.loading;
    await this.look();
    return this.sightOfNow();
  }

  private async look(): Promise<void> {
    if (this.loading) {
      await this.loading;
      return;
    }
    const now = this.now();
    this.loading = this.load();
    try {
      await this.loading;
      this.lookedAt = now;
    } finally {
      this.loading = undefined;
    }
  }

  private sightOfNow(): PostureSight | undefined {
    const now = this.now();
    const instant = now - (now % MS_PER_MINUTE);
    return this.current && { snapshot: this.current, instant };
  }

  /**
   * What was known at a time; undefined: nothing, or it is not kept.
   *
   * @param beforeRead - called when it takes a long read, which does not begin
   *   when this throws
   */
  async sightAt(
    time: Date,
    beforeRead?: () => void,
  ): Promise<PostureSight | undefined> {
    const instant = time.getTime();
    const sight = await this.sight();
    const { finishedAt } = sight?.snapshot.evaluation ?? {};
    if (finishedAt && Date.parse(finishedAt) <= instant) {
      return { snapshot: sight!.snapshot, instant };
    }
    const snapshot = await this.past.at(time, beforeRead);
    return snapshot && { snapshot, instant };
  }

  /**
   * The results that a page came from.
   *
   * @param beforeRead - as with {@link PostureBoard.sightAt}
   * @throws ConflictError when they are not kept any more
   */
  async sightOf(
    position: SightPosition,
    beforeRead?: () => void,
  ): Promise<PostureSight> {
    const { evaluation, finishedAt, instant } = position;
    const now = await this.sight();
    const snapshot =
      now?.snapshot.evaluation.id === evaluation
        ? now.snapshot
        : await this.past.at(new Date(finishedAt), beforeRead);
    if (snapshot?.evaluation.id !== evaluation) {
      throw new ConflictError(
        'Posture was evaluated anew, and the results of the page before are no longer kept: begin again without a cursor',
      );
    }
    return { snapshot, instant };
  }

  /** Results summed up, as a caller may see them. */
  rollup(sight: PostureSight, view: PostureView): Rollup {
    return this.onceFor('rollup', sight, view, () =>
      rollUp(sight.snapshot, sight.instant, view),
    );
  }

  /** Computes once what all have who see the same at the same minute. */
  onceFor<T extends {}>(
    what: string,
    { snapshot, instant }: PostureSight,
    view: PostureView,
    compute: () => T,
  ): T {
    const key = JSON.stringify([
      what,
      snapshot.evaluation.id,
      instant,
      view.key,
    ]);
    const known = this.seen.get(key) as T | undefined;
    if (known) {
      return known;
    }
    const computed = compute();
    this.seen.set(key, computed);
    if (computed instanceof Promise) {
      computed.catch(() => this.seen.delete(key));
    }
    return computed;
  }

  /** What was known a day before; undefined: nothing, or it is not kept. */
  dayBefore({ snapshot }: PostureSight): Promise<DayBefore | undefined> {
    return this.once('day before', snapshot, async () => {
      const time = new Date(
        Date.parse(snapshot.evaluation.finishedAt ?? '') - MS_PER_DAY,
      );
      const before = await this.past.at(time);
      return (
        before && {
          finishedAt: before.evaluation.finishedAt ?? '',
          states: new Map(
            before.rows.map(row => [
              stateKey(row.entity.entityRef, row.check.id),
              stateAt(row, time.getTime()),
            ]),
          ),
        }
      );
    });
  }

  /** The last evaluation of each UTC day that is looked at, oldest first. */
  days({ snapshot }: PostureSight): Promise<readonly EvaluationRow[]> {
    return this.once('days', snapshot, () => {
      const to = this.now() + 1;
      const from = to - (MOST_DAYS + GOLD_DAYS + 1) * MS_PER_DAY;
      return this.services.store.days(new Date(from), new Date(to));
    });
  }

  private once<T>(
    what: string,
    { evaluation }: PostureSnapshot,
    read: () => Promise<T>,
  ): Promise<T> {
    const key = JSON.stringify([what, evaluation.id]);
    const known = this.ofEvaluation.get(key) as Promise<T> | undefined;
    if (known) {
      return known;
    }
    const reading = read();
    this.ofEvaluation.set(key, reading);
    reading.catch(() => this.ofEvaluation.delete(key));
    return reading;
  }

  /** The evaluation can change while its results are read. */
  private async load(): Promise<PostureSnapshot | undefined> {
    const { store } = this.services;
    let finished = await store.finished();
    while (finished && finished.id !== this.current?.evaluation.id) {
      const entities = await store.current();
      const after = await store.finished();
      if (after?.id === finished.id) {
        this.current = new PostureSnapshot(
          finished,
          entities,
          this.exemptUntil,
        );
      }
      finished = after;
    }
    if (!finished) {
      this.current = undefined;
    }
    return this.current;
  }
}

/** What tells a result from all others of its evaluation. */
export function stateKey(entityRef: string, checkId: string): string {
  return `${entityRef} ${checkId}`;
}
