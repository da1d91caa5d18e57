import { NotFoundError } from '@backstage/errors';
import {
  CheckSubject,
  PostureSummary,
  products,
  ScorecardId,
  scorecardIds,
  scorecards,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { resourceName } from '../../routing/fields';
import { route, Route } from '../../routing/route';
import { PostureSight } from '../PostureBoard';
import { groupsByRef, PostureReader, toGroup } from '../PostureReader';
import { compareTexts } from '../PostureSnapshot';
import { emptyTally, scoreOf } from '../postureScore';
import { postureAccess, PostureView } from '../PostureVisibility';
import { Rollup } from '../rollup';
import { StoredTotals } from '../StoredPosture';
import { scorecardSchema, summarySchema } from './postureSchemas';

const SUBJECT_TITLES: Record<'account' | 'component', string> = {
  account: 'Account',
  component: 'Components',
};

const NOT_EVALUATED: Rollup = {
  total: emptyTally(),
  scorecards: new Map(),
  checks: new Map(),
  subjects: new Map(),
  accounts: new Map(),
  owners: new Map(),
  systems: new Map(),
  components: new Map(),
};

/** Routes about results, summed up. */
export function summaryRoutes(reader: PostureReader): Route[] {
  const { board, trend, services } = reader;
  return [
    route({
      method: 'get',
      path: '/v1/posture',
      summary:
        'The scores of posture, by scorecard, account, product, owner, system and Component, and what got worse',
      access: postureAccess,
      scope: 'none',
      response: summarySchema,
      cacheTtl: 'none',
      async handler({ caller }) {
        const view = await reader.viewOf(caller);
        const sight = await board.sight();
        const summary = sight
          ? await board.onceFor('summary', sight, view, () =>
              summaryOf(reader, sight, view),
            )
          : {
              ...scoresOf(
                NOT_EVALUATED,
                () => false,
                () => undefined,
              ),
              coverage: reader.coverage(undefined, view),
              worse: [],
              worseTotal: 0,
            };
        return {
          data: { ...summary, evaluation: await reader.evaluation(view) },
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/posture/scorecards/:id',
      summary: 'The score of a scorecard, and of each of its checks',
      access: postureAccess,
      scope: 'none',
      params: z.object({ id: resourceName }),
      response: scorecardSchema,
      cacheTtl: 'none',
      async handler({ params, caller }) {
        const id = scorecardIds.find(each => each === params.id);
        if (!id) {
          throw new NotFoundError(
            `There is no scorecard '${
              params.id
            }': there are ${scorecardIds.join(', ')}`,
          );
        }
        const view = await reader.viewOf(caller);
        const sight = await board.sight();
        const rollup = sight ? board.rollup(sight, view) : NOT_EVALUATED;
        const held = sight ? await trend.held(sight, view) : () => false;
        return {
          data: {
            ...toGroup(
              id,
              scorecards[id].title,
              rollup.scorecards.get(id),
              held(totals => totals.scorecard === id),
            ),
            description: scorecards[id].description,
            evaluation: await reader.evaluation(view),
            checks: checksOf(id).map(check => ({
              ...toGroup(check.id, check.title, rollup.checks.get(check.id)),
              severity: check.severity,
              kind: check.kind,
              criteria: [...check.criteria],
              subjects: [...check.subjects],
              thresholds: { ...services.config.thresholds[check.id] },
            })),
          },
        };
      },
    }),
  ];
}

async function summaryOf(
  reader: PostureReader,
  sight: PostureSight,
  view: PostureView,
): Promise<Omit<PostureSummary, 'evaluation'>> {
  const { board, trend } = reader;
  return {
    ...scoresOf(
      board.rollup(sight, view),
      await trend.held(sight, view),
      ref => sight.snapshot.entities.get(ref)?.title,
    ),
    coverage: reader.coverage(sight, view),
    ...(await reader.worse(sight, view)),
  };
}

function scoresOf(
  rollup: Rollup,
  held: (isMeant: (totals: StoredTotals) => boolean) => boolean,
  titleOf: (ref: string) => string | undefined,
) {
  return {
    ...scoreOf(
      rollup.total,
      held(() => true),
    ),
    scorecards: scorecardIds.map(id =>
      toGroup(
        id,
        scorecards[id].title,
        rollup.scorecards.get(id),
        held(totals => totals.scorecard === id),
      ),
    ),
    accounts: [...rollup.accounts]
      .sort(([a], [b]) => compareTexts(a, b))
      .map(([key, tally]) =>
        toGroup(
          key,
          key,
          tally,
          held(totals => totals.account === key),
        ),
      ),
    products: [...rollup.subjects].map(([subject, tally]) =>
      toGroup(
        subject,
        subjectTitle(subject),
        tally,
        held(totals => totals.subject === subject),
      ),
    ),
    owners: groupsByRef(rollup.owners, titleOf),
    systems: groupsByRef(rollup.systems, titleOf),
    components: groupsByRef(rollup.components, titleOf),
  };
}

function checksOf(id: ScorecardId) {
  return Object.values(scorecards[id].checks);
}

function subjectTitle(subject: CheckSubject): string {
  return subject === 'account' || subject === 'component'
    ? SUBJECT_TITLES[subject]
    : products[subject].title;
}
