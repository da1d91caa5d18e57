import {
  CheckState,
  findCheck,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  EvaluationRow,
  PostureReadStore,
  StoredEntity,
  StoredResult,
} from '../StoredPosture';
import { totalsOf } from '../store/totalsOf';

/** A result that was read whole at a time. */
export function resultOf(
  checkId: string,
  state: CheckState,
  at: Date | string,
  more: Partial<StoredResult> = {},
): StoredResult {
  const time = new Date(at).toISOString();
  if (!findCheck(checkId)) {
    throw new Error(`There is no check '${checkId}'`);
  }
  return {
    checkId,
    checkVersion: 1,
    state,
    since: time,
    facts: {},
    thresholds: {},
    observedAt: time,
    sources: [{ name: 'catalog', observedAt: time }],
    ...more,
  };
}

/** An entity with its results. */
export function entityOf(
  name: string,
  more: Partial<StoredEntity>,
): StoredEntity {
  const kind = more.subject === 'component' ? 'component' : 'resource';
  const entityRef = `${kind}:default/${name}`;
  return {
    entityRef,
    subject: 'queues',
    ...(kind === 'resource' && { account: 'default' }),
    name,
    title: name,
    components: kind === 'component' ? [entityRef] : [],
    results: [],
    ...more,
  };
}

/** Evaluations in memory. */
export class MemoryPosture implements PostureReadStore {
  private readonly kept: {
    evaluation: EvaluationRow;
    entities: StoredEntity[];
  }[] = [];
  /** How often all results were read. */
  reads = 0;

  /** Keeps an evaluation that finished at a time, after all others. */
  add(at: Date | string, entities: StoredEntity[]): EvaluationRow {
    const time = new Date(at).toISOString();
    const evaluation: EvaluationRow = {
      id: this.kept.length + 1,
      startedAt: time,
      finishedAt: time,
      outcome: 'finished',
      entities: entities.length,
      results: entities.flatMap(({ results }) => results).length,
      requests: 7,
      problems: [],
      totals: totalsOf(entities),
    };
    this.kept.push({ evaluation, entities });
    return evaluation;
  }

  async finished(by?: Date) {
    const time = by?.toISOString() ?? '\uffff';
    return this.kept.findLast(
      ({ evaluation }) => evaluation.finishedAt! <= time,
    )?.evaluation;
  }

  async latest() {
    return this.kept.at(-1)?.evaluation;
  }

  async current() {
    this.reads += 1;
    return this.kept.at(-1)?.entities ?? [];
  }

  async at(time: Date) {
    this.reads += 1;
    return this.kept.findLast(
      ({ evaluation }) => evaluation.finishedAt! <= time.toISOString(),
    );
  }

  async days(from: Date, to: Date) {
    const byDay = new Map(
      this.kept
        .map(({ evaluation }) => evaluation)
        .filter(
          ({ finishedAt = '' }) =>
            finishedAt >= from.toISOString() && finishedAt <= to.toISOString(),
        )
        .map(each => [each.finishedAt!.slice(0, 10), each]),
    );
    return [...byDay.values()];
  }

  async ofEntity(entityRef: string, from: Date, to: Date) {
    return this.kept.flatMap(({ evaluation, entities }) => {
      const at = evaluation.finishedAt!;
      const found = entities.find(each => each.entityRef === entityRef);
      return found && at >= from.toISOString() && at <= to.toISOString()
        ? [{ at, results: found.results }]
        : [];
    });
  }
}
