import { change } from '../answers';
import { Change, StateSpec } from './Panel';

const HOUR_MS = 3_600_000;

/** Changes the data of an answer. */
export function withData<T>(changed: (data: T) => Partial<T>): Change {
  return ({ data, meta }) => ({
    data: { ...(data as T), ...changed(data as T) },
    meta,
  });
}

interface Evaluated {
  evaluation: object;
}

/** Nothing was evaluated for longer than it should be. */
export const overdue: Partial<StateSpec> = {
  bringAbout: async ({ open, page, panel }) => {
    const finishedAt = new Date(Date.now() - 3 * HOUR_MS).toISOString();
    await change(
      page,
      panel.route,
      withData<Evaluated>(({ evaluation }) => ({
        evaluation: { ...evaluation, finishedAt },
      })),
    );
    await open();
  },
  title: 'The evaluation is overdue',
  words: () => ['It should run every hour', 'Evaluated 3 hours ago'],
};

interface Group {
  key: string;
  title: string;
}

const NONE = {
  pass: 0,
  fail: 0,
  stale: 0,
  unknown: 0,
  'not-applicable': 0,
  exempt: 0,
};
const noScore = { counts: NONE, score: undefined, notVisible: 0 };

const notCovered = {
  linked: undefined,
  total: undefined,
  excluded: undefined,
  share: undefined,
  state: undefined,
};

const notJudged = (groups: Group[]) =>
  groups.map(({ key, title }) => ({ key, title, ...noScore }));

/** An installation that was started just now. */
export const neverEvaluated = withData<{
  scorecards: Group[];
  coverage: object;
}>(({ coverage, scorecards }) => ({
  ...noScore,
  evaluation: { state: 'never', problems: [] },
  scorecards: notJudged(scorecards),
  coverage: { ...coverage, ...notCovered },
  comparedWith: undefined,
  worse: [],
  worseTotal: 0,
  owners: [],
}));

/** What is charted of an installation that was started just now. */
export const noHistory: Change = ({ meta }) => ({
  data: { points: [] },
  meta,
});

/** No check looks at the entity. */
export const nothingConcernsIt = withData<{ scorecards: Group[] }>(
  ({ scorecards }) => ({
    ...noScore,
    scorecards: notJudged(scorecards),
    own: [],
    related: [],
    relatedTotal: 0,
  }),
);
