import { parseEntityRef } from '@backstage/catalog-model';
import {
  PostureCoverage,
  PostureEvaluation,
  PostureGroup,
  PostureSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Caller } from '../routing/route';
import { HiddenNames, hiddenNamesOf } from './HiddenNames';
import { PostureBoard, PostureSight, stateKey } from './PostureBoard';
import { emptyTally, scoreOf, Tally } from './postureScore';
import { PostureServices } from './PostureServices';
import { PostureTrend } from './PostureTrend';
import { PostureView, PostureVisibility } from './PostureVisibility';
import { findResults, FoundResult } from './resultQuery';
import { EvaluationRow } from './StoredPosture';
import { toldProblems } from './toldProblems';
import { toPostureResult } from './toPostureResult';

/** What went up in this got worse. */
const BADNESS = {
  pass: 0,
  exempt: 0,
  'not-applicable': 0,
  stale: 1,
  unknown: 1,
  fail: 2,
};

const MOST_WORSE = 20;
/** Of this account check, the coverage of Components is told. */
const COVERAGE_CHECK = 'coverage.components';

/** What the routes about posture read with. */
export class PostureReader {
  readonly board: PostureBoard;
  readonly trend: PostureTrend;
  private readonly visibility: PostureVisibility;

  constructor(readonly services: PostureServices) {
    this.board = new PostureBoard(services);
    this.trend = new PostureTrend(this.board);
    this.visibility = new PostureVisibility({
      auth: services.dependencies.auth,
      permissions: services.permissions,
      catalog: services.dependencies.catalog,
    });
  }

  /** What a caller may see of posture now, and of the past. */
  async viewOf(caller: Caller): Promise<PostureView> {
    const sight = await this.board.sight();
    return this.visibility.of(caller, sight?.snapshot);
  }

  /** How the evaluation is going, as much of it as a caller may see. */
  async evaluation(view: PostureView): Promise<PostureEvaluation> {
    const latest = await this.services.store.latest();
    if (!latest) {
      return { state: 'never', problems: [] };
    }
    const finished =
      latest.outcome === 'finished'
        ? latest
        : (await this.board.sight())?.snapshot.evaluation;
    return {
      state: latest.outcome,
      startedAt: latest.startedAt,
      finishedAt: finished?.finishedAt,
      ...(finished && told(finished)),
      problems: toldProblems(latest.problems, view),
    };
  }

  /** What got worse in the 24 hours before the last evaluation. */
  async worse(
    sight: PostureSight,
    view: PostureView,
  ): Promise<Pick<PostureSummary, 'comparedWith' | 'worse' | 'worseTotal'>> {
    const before = await this.board.dayBefore(sight);
    if (!before) {
      return { worse: [], worseTotal: 0 };
    }
    const worse = findResults(sight, view, {
      states: ['fail', 'stale', 'unknown'],
    }).flatMap(found => {
      const { entity, check } = found.row;
      const was = before.states.get(stateKey(entity.entityRef, check.id));
      return was && BADNESS[found.state] > BADNESS[was]
        ? [{ ...found, before: was }]
        : [];
    });
    return {
      comparedWith: before.finishedAt,
      worse: worse
        .sort((a, b) => a.row.index - b.row.index)
        .slice(0, MOST_WORSE)
        .map(each => ({
          before: each.before,
          result: this.toResult(each, sight, view),
        })),
      worseTotal: worse.length,
    };
  }

  coverage(
    sight: PostureSight | undefined,
    view: PostureView,
  ): PostureCoverage {
    const expected =
      (this.services.config.thresholds[COVERAGE_CHECK]?.share ?? 95) / 100;
    const [found] = sight ? coverageResults(sight, view) : [];
    const facts = found?.row.stored.facts ?? {};
    const [linked, total, excluded] = [
      facts.linked,
      facts.total,
      facts.excluded,
    ].map(fact => (typeof fact === 'number' ? fact : undefined));
    return {
      linked,
      total,
      excluded,
      share: total && linked !== undefined ? linked / total : undefined,
      expected,
      state: found?.state,
    };
  }

  toResult(
    { row, state }: FoundResult,
    sight: PostureSight,
    view: PostureView,
  ) {
    const hidden = this.hiddenNames(sight, view);
    return toPostureResult(row, state, { view, hidden, sight });
  }

  /** What no text may name that a caller is told. */
  hiddenNames(sight: PostureSight, view: PostureView): HiddenNames {
    return this.board.onceFor('hidden names', sight, view, () =>
      hiddenNamesOf(sight.snapshot, view),
    );
  }
}

/** All Components are judged once, with the first of the accounts. */
export function coverageResults(
  sight: PostureSight,
  view: PostureView,
): FoundResult[] {
  return findResults(sight, view, { check: COVERAGE_CHECK }).filter(
    ({ row }) => row.stored.facts.first !== false,
  );
}

function told({ entities, results, requests }: EvaluationRow) {
  return { entities, results, requests };
}

/** A group of results as answers tell it. */
export function toGroup(
  key: string,
  title: string,
  tally: Tally | undefined,
  isHeld = false,
): PostureGroup {
  return { key, title, ...scoreOf(tally ?? emptyTally(), isHeld) };
}

/** Groups by entity refs, the worst first. */
export function groupsByRef(
  tallies: ReadonlyMap<string, Tally>,
  titleOf: (ref: string) => string | undefined,
): PostureGroup[] {
  return [...tallies]
    .sort(
      ([refA, a], [refB, b]) =>
        b.highFails - a.highFails ||
        b.counts.fail - a.counts.fail ||
        notKnown(b) - notKnown(a) ||
        (refA < refB ? -1 : 1),
    )
    .map(([ref, tally]) => toGroup(ref, titleOf(ref) ?? nameIn(ref), tally));
}

function notKnown({ counts, notVisible }: Tally): number {
  return counts.stale + counts.unknown + notVisible;
}

function nameIn(ref: string): string {
  return ref === '' ? '' : parseEntityRef(ref).name;
}
