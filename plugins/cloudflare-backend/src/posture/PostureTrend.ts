import {
  PosturePoint,
  ScorecardId,
  scorecardIds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  GOLD_DAYS,
  MS_PER_DAY,
  PostureBoard,
  PostureSight,
} from './PostureBoard';
import { emptyTally, levelOf, scoreOf, Tally } from './postureScore';
import { fitsTotals, PostureView } from './PostureVisibility';
import { sumEntities, sumTotals } from './rollup';
import { EvaluationRow, StoredTotals } from './StoredPosture';

/** Each of them is a read of all results. */
const MOST_READ = 15;

type IsMeant = (totals: StoredTotals) => boolean;

/** How scores went over days. */
export class PostureTrend {
  constructor(private readonly board: PostureBoard) {}

  /**
   * Tells whether silver was held on each of the 30 days before today. Of days
   * gone by there are totals only: to who does not see every entity of a
   * subject, they tell nothing.
   */
  async held(
    sight: PostureSight,
    view: PostureView,
  ): Promise<(isMeant: IsMeant) => boolean> {
    if (!fitsTotals(view)) {
      return () => false;
    }
    const days = byDay(await this.board.days(sight));
    const today = dayOf(sight.instant);
    return isMeant => isSilverBefore(today, days, view, isMeant);
  }

  /** A point for each scorecard and day on which there was an evaluation. */
  async points(
    sight: PostureSight,
    view: PostureView,
    wanted: { scorecard?: ScorecardId; days: number },
  ): Promise<{ points: PosturePoint[]; leftOut: number }> {
    const days = await this.board.days(sight);
    const first = dayOf(sight.instant) - wanted.days + 1;
    const within = days.filter(day => dayOf(finishedOf(day)) >= first);
    const ids = scorecardIds.filter(
      id => !wanted.scorecard || id === wanted.scorecard,
    );
    if (!fitsTotals(view)) {
      const some = evenly(within, MOST_READ);
      const points = await this.board.onceFor(
        `points of ${wanted.days} days`,
        sight,
        view,
        () => this.pointsOf(some, sight, view),
      );
      return {
        points: points.filter(({ scorecard }) => ids.includes(scorecard)),
        leftOut: within.length - some.length,
      };
    }
    const known = byDay(days);
    return {
      points: within.flatMap(day =>
        ids.map(scorecard => {
          const isMeant: IsMeant = totals => totals.scorecard === scorecard;
          return toPoint(
            day,
            scorecard,
            sumTotals(day.totals, view, isMeant),
            isSilverBefore(dayOf(finishedOf(day)), known, view, isMeant),
          );
        }),
      ),
      leftOut: 0,
    };
  }

  /** From the counts of each entity, which stay as they are. */
  private async pointsOf(
    days: readonly EvaluationRow[],
    { snapshot }: PostureSight,
    view: PostureView,
  ): Promise<PosturePoint[]> {
    const points: PosturePoint[] = [];
    for (const day of days) {
      const past = await this.board.past.totalsOf(day);
      if (past.size > 0) {
        const sums = sumEntities(past, snapshot, view);
        points.push(
          ...scorecardIds.map(id =>
            toPoint(day, id, sums.get(id) ?? emptyTally(), false),
          ),
        );
      }
    }
    return points;
  }
}

function toPoint(
  day: EvaluationRow,
  scorecard: ScorecardId,
  tally: Tally,
  isHeld: boolean,
): PosturePoint {
  return { at: day.finishedAt!, scorecard, ...scoreOf(tally, isHeld) };
}

function isSilverBefore(
  today: number,
  days: ReadonlyMap<number, EvaluationRow>,
  view: PostureView,
  isMeant: IsMeant,
): boolean {
  for (let day = today - GOLD_DAYS; day < today; day++) {
    const evaluation = days.get(day);
    if (
      !evaluation ||
      levelOf(sumTotals(evaluation.totals, view, isMeant)) !== 'silver'
    ) {
      return false;
    }
  }
  return true;
}

function byDay(days: readonly EvaluationRow[]): Map<number, EvaluationRow> {
  return new Map(days.map(day => [dayOf(finishedOf(day)), day]));
}

function finishedOf({ finishedAt }: EvaluationRow): number {
  return Date.parse(finishedAt ?? '');
}

function dayOf(instant: number): number {
  return Math.floor(instant / MS_PER_DAY);
}

/** Some of a list, the last among them. */
function evenly<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, i) => (items.length - 1 - i) % step === 0);
}
