import {
  CheckState,
  checkStates,
  EntityPosture,
  findCheck,
  PostureCounts,
  PostureEvaluation,
  PostureGroup,
  PostureResult,
  PostureSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';

const AT = '2026-11-22T02:00:00Z';

export const evaluated: PostureEvaluation = {
  state: 'finished',
  startedAt: '2026-11-22T01:59:00Z',
  finishedAt: AT,
  entities: 3,
  results: 12,
  problems: [],
};

/** A result of the queue `acme-events`, unless told. */
export function checkResult(
  checkId: string,
  state: CheckState,
  change?: Partial<PostureResult>,
): PostureResult {
  const check = findCheck(checkId)?.check;
  return {
    checkId,
    checkVersion: 1,
    checkTitle: check?.title ?? checkId,
    severity: check?.severity ?? 'low',
    criteria: [...(check?.criteria ?? [])],
    scorecard: 'resilience',
    entityRef: 'resource:default/cf-queue-acme-events',
    title: 'acme-events',
    subject: 'queues',
    account: 'default',
    owner: 'group:default/platform',
    components: ['component:default/acme-api'],
    state,
    since: '2026-11-20T10:00:00Z',
    facts: {},
    thresholds: {},
    observedAt: AT,
    evaluatedAt: AT,
    sources: [{ name: 'catalog', observedAt: AT }],
    ...change,
  };
}

/** How many of each state, of some. */
export function countsOf(some: Partial<PostureCounts>): PostureCounts {
  const none = Object.fromEntries(checkStates.map(state => [state, 0]));
  return { ...(none as PostureCounts), ...some };
}

/** The posture that the results make. */
export function postureOf(
  entityRef: string,
  results: { own?: PostureResult[]; related?: PostureResult[] },
  change?: Partial<EntityPosture>,
): EntityPosture {
  const { own = [], related = [] } = results;
  const counts = countsOf({});
  [...own, ...related].forEach(({ state }) => {
    counts[state] += 1;
  });
  const judged = counts.pass + counts.fail + counts.stale + counts.unknown;
  const score = {
    counts,
    notVisible: 0,
    ...(judged > 0 && { score: counts.pass / judged }),
  };
  return {
    ...score,
    entityRef,
    evaluation: evaluated,
    scorecards: [
      { ...score, key: 'resilience', title: 'Resilience and runtime' },
    ],
    own,
    related,
    relatedTotal: related.length,
    ...change,
  };
}

/** The sum of what an owner's checks say. */
export function ownerPosture(
  owner: string,
  counts: Partial<PostureCounts>,
): PostureGroup {
  return { key: owner, title: owner, counts: countsOf(counts), notVisible: 0 };
}

/** What the board tells, of owners alone. */
export function summaryOf(
  owners: PostureGroup[],
  evaluation: PostureEvaluation = evaluated,
): PostureSummary {
  return {
    evaluation,
    counts: countsOf({}),
    notVisible: 0,
    scorecards: [],
    accounts: [],
    products: [],
    owners,
    systems: [],
    components: [],
    coverage: { expected: 0.95 },
    worse: [],
    worseTotal: 0,
  };
}
