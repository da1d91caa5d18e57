import { LRUCache } from 'lru-cache';
import { ExemptUntil, PostureSnapshot } from './PostureSnapshot';
import {
  EvaluationRow,
  PostureReadStore,
  StoredEntity,
  StoredTotals,
} from './StoredPosture';
import { inTurns } from './store/inTurns';
import { totalsOf } from './store/totalsOf';

/** Each can hold as much as the current one. */
const MOST_SNAPSHOTS = 4;
/** Of these only the counts are held. */
const MOST_DAYS = 40;

/** The counts of each entity, by entity refs. */
export type EntityTotals = ReadonlyMap<string, readonly StoredTotals[]>;

/** Evaluations of the past, of which each is a long read: one after the other, and once. */
export class PosturePast {
  private readonly snapshots = new LRUCache<
    number,
    Promise<PostureSnapshot | undefined>
  >({ max: MOST_SNAPSHOTS });
  private readonly totals = new LRUCache<number, Promise<EntityTotals>>({
    max: MOST_DAYS,
  });
  private reading: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: PostureReadStore,
    private readonly exemptUntil: ExemptUntil,
  ) {}

  /**
   * What was known at a time.
   *
   * @param beforeRead - called when it takes a read, which does not begin when
   *   this throws
   */
  async at(
    time: Date,
    beforeRead: () => void = () => {},
  ): Promise<PostureSnapshot | undefined> {
    const evaluation = await this.store.finished(time);
    if (!evaluation) {
      return undefined;
    }
    if (!this.snapshots.has(evaluation.id)) {
      beforeRead();
    }
    return this.once(this.snapshots, evaluation, async () => {
      const found = await this.readAfterOthers(evaluation);
      return (
        found &&
        new PostureSnapshot(found.evaluation, found.entities, this.exemptUntil)
      );
    });
  }

  /** The counts of each entity in an evaluation; of none that is not kept. */
  totalsOf(evaluation: EvaluationRow): Promise<EntityTotals> {
    return this.once(this.totals, evaluation, async () => {
      const found = await this.readAfterOthers(evaluation);
      return totalsByEntity(found?.entities ?? []);
    });
  }

  private once<T extends {} | undefined>(
    kept: LRUCache<number, Promise<T>>,
    { id }: EvaluationRow,
    read: () => Promise<T>,
  ): Promise<T> {
    const known = kept.get(id);
    if (known) {
      return known;
    }
    const asked = read();
    kept.set(id, asked);
    asked.catch(() => kept.delete(id));
    return asked;
  }

  /** Reads when what was asked for before is read. */
  private async readAfterOthers({ id, finishedAt = '' }: EvaluationRow) {
    const read = () => this.store.at(new Date(finishedAt));
    const asked = this.reading.then(read);
    this.reading = asked.catch(() => undefined);
    const found = await asked;
    return found?.evaluation.id === id ? found : undefined;
  }
}

/** Most entities have the counts of many others: these are held once. */
async function totalsByEntity(
  entities: readonly StoredEntity[],
): Promise<EntityTotals> {
  const distinct = new Map<string, readonly StoredTotals[]>();
  const byEntity = new Map<string, readonly StoredTotals[]>();
  await inTurns(entities, entity => {
    const totals = totalsOf([entity]);
    const key = JSON.stringify(totals);
    const known = distinct.get(key) ?? totals;
    distinct.set(key, known);
    byEntity.set(entity.entityRef, known);
  });
  return byEntity;
}
