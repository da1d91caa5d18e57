import {
  AcceptanceCriterion,
  PostureCounts,
  PostureExemption,
  PostureGroup,
  PosturePoint,
  PostureScore,
  PostureSummary,
  ScorecardId,
  scorecardIds,
  ScorecardPosture,
  scorecards,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { countsOf, evaluated, summaryOf } from './entityPosture';
import { inDays, minutesAgo } from './overview';

const DAY_MINUTES = 24 * 60;

/** An evaluation that ended some minutes ago. */
export const freshEvaluation = {
  ...evaluated,
  startedAt: minutesAgo(11),
  finishedAt: minutesAgo(10),
};

/** A score of some counts, as the backend makes it. */
export function scoreOf(
  some: Partial<PostureCounts>,
  change?: Partial<PostureScore>,
): PostureScore {
  const counts = countsOf(some);
  const judged = counts.pass + counts.fail + counts.stale + counts.unknown;
  return {
    counts,
    notVisible: 0,
    ...(judged > 0 && { score: counts.pass / judged }),
    ...change,
  };
}

/** A group of results by its key. */
export function group(
  key: string,
  some: Partial<PostureCounts>,
  change?: Partial<PostureGroup>,
): PostureGroup {
  return { key, title: key, ...scoreOf(some), ...change };
}

/** The posture of an account where little is the matter. */
export function postureSummary(
  change?: Partial<PostureSummary>,
): PostureSummary {
  return {
    ...summaryOf([], freshEvaluation),
    scorecards: scorecardIds.map(id =>
      group(id, { pass: 3, fail: 1 }, { title: scorecards[id].title }),
    ),
    comparedWith: minutesAgo(DAY_MINUTES),
    accounts: [group('default', { pass: 18, fail: 6 })],
    coverage: {
      linked: 18,
      total: 20,
      excluded: 3,
      share: 0.9,
      expected: 0.95,
      state: 'fail',
    },
    ...change,
  };
}

/** Before anything was evaluated. */
export function neverEvaluated(): PostureSummary {
  return {
    ...summaryOf([], { state: 'never', problems: [] }),
    scorecards: scorecardIds.map(id =>
      group(id, {}, { title: scorecards[id].title }),
    ),
  };
}

/** A scorecard; checks that are not told pass for one entity each. */
export function scorecardPosture(
  id: ScorecardId,
  checks: Record<string, Partial<PostureCounts>> = {},
): ScorecardPosture {
  return {
    ...group(id, { pass: 3, fail: 1 }, { title: scorecards[id].title }),
    description: scorecards[id].description,
    evaluation: freshEvaluation,
    checks: Object.values(scorecards[id].checks).map(check => ({
      ...group(check.id, checks[check.id] ?? { pass: 1 }, {
        title: check.title,
      }),
      severity: check.severity,
      kind: check.kind,
      criteria: [...check.criteria],
      subjects: [...check.subjects],
      thresholds: {},
    })),
  };
}

/** How a scorecard was some days ago. */
export function point(
  scorecard: ScorecardId,
  daysAgo: number,
  some: Partial<PostureCounts>,
): PosturePoint {
  return {
    at: minutesAgo(daysAgo * DAY_MINUTES),
    scorecard,
    ...scoreOf(some),
  };
}

/** An approved exemption. */
export function exemption(
  change?: Partial<PostureExemption>,
): PostureExemption {
  return {
    id: 'ex-1',
    checkId: 'queue.dlq',
    entityRef: 'resource:default/cf-queue-acme-events',
    reason: 'Messages may be lost',
    requestedBy: 'user:default/ada',
    approvedBy: 'user:default/grace',
    approvedAt: minutesAgo(DAY_MINUTES),
    expiresAt: inDays(60),
    ticketUrl: 'https://tickets.example.com/OPS-1',
    status: 'approved',
    expiring: false,
    results: 1,
    ...change,
  };
}

/** A criterion that is met. */
export function criterion(
  change?: Partial<AcceptanceCriterion>,
): AcceptanceCriterion {
  return {
    id: 'components-linked',
    title: 'Production Components are linked',
    state: 'met',
    figures: [
      { label: 'Linked', value: 19 },
      { label: 'Production Components', value: 20 },
    ],
    message: '19 of 20 production Components are linked.',
    ...change,
  };
}
