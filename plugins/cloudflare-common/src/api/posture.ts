import { CloudflareProblem } from '../problems';
import {
  Check,
  CheckState,
  CheckSubject,
  FactValue,
  ScorecardId,
  UnknownReason,
} from '../scorecards';

/**
 * How many results there are of each state.
 *
 * @public
 */
export type PostureCounts = Record<CheckState, number>;

/**
 * How good a posture is.
 *
 * - `bronze`: no check of high severity fails
 * - `silver`: no check fails, and at most 5 % of the results are unknown, stale or not visible
 * - `gold`: silver, held for 30 days
 *
 * Each takes a result that is pass: of what is not known at all there is none.
 *
 * @public
 */
export type PostureLevel = 'bronze' | 'silver' | 'gold';

/**
 * A score, never without the counts that it comes from.
 *
 * @public
 */
export interface PostureScore {
  /** Of the results that the caller may see. */
  counts: PostureCounts;
  /** Of results that would count, those that the caller may not see: they are in no count. */
  notVisible: number;
  /** pass / (pass + fail + stale + unknown), 0 to 1; absent when that is 0 / 0. */
  score?: number;
  /** Absent: none is reached. */
  level?: PostureLevel;
}

/**
 * A source of facts, and when it was last read whole.
 *
 * @public
 */
export interface FactSource {
  /** Such as `catalog`, `tokens`, `audit log`. */
  name: string;
  observedAt: string;
  /** Ray ids of the requests to Cloudflare, where there were any of its own. */
  rayIds?: string[];
}

/**
 * What a check says of an entity.
 *
 * @public
 */
export interface PostureResult {
  checkId: string;
  checkVersion: number;
  /** What the check expects, in a few words. */
  checkTitle: string;
  severity: Check['severity'];
  criteria: string[];
  scorecard: ScorecardId;
  entityRef: string;
  /** Title of the entity. */
  title: string;
  subject: CheckSubject;
  /** Key of the account; absent for Components. */
  account?: string;
  /** Entity ref. */
  owner?: string;
  /** Entity ref. */
  system?: string;
  /** Entity refs of the Components that use the resource; of a Component, itself. */
  components: string[];
  state: CheckState;
  /** Of `unknown`, and of `stale` where a reading failed. */
  reason?: UnknownReason;
  /** Why it is unknown, stale or not applicable, and what to do. */
  message?: string;
  /** Since when the state is this. */
  since: string;
  /** The facts compared; one that is unknown is absent. */
  facts: Record<string, FactValue>;
  /** Facts that are at least so much, since not all could be read. */
  atLeast?: string[];
  /** The thresholds in force. */
  thresholds: Record<string, number>;
  /** When the facts were last read whole; absent: never. */
  observedAt?: string;
  evaluatedAt: string;
  sources: FactSource[];
  /** What exactly is wrong, for people; the first 50. */
  findings?: string[];
  findingsTotal?: number;
  /** Id of the exemption that holds. */
  exemption?: string;
  dashboardUrl?: string;
}

/**
 * The results of one scorecard, product, owner, …, summed up.
 *
 * @public
 */
export interface PostureGroup extends PostureScore {
  /** Id of the scorecard or check, subject, account key, or entity ref; empty: none. */
  key: string;
  title: string;
}

/**
 * A result that changed.
 *
 * @public
 */
export interface PostureChange {
  before: CheckState;
  result: PostureResult;
}

/**
 * How many production Components are on Cloudflare.
 *
 * @public
 */
export interface PostureCoverage {
  /** Absent, as the next two: not known. */
  linked?: number;
  total?: number;
  /** Marked as not on Cloudflare: in neither number. */
  excluded?: number;
  /** linked / total; absent when there are none, or that is not known. */
  share?: number;
  /** The share that is expected, 0 to 1. */
  expected: number;
  /** Of the check `coverage.components`; absent: not evaluated yet. */
  state?: CheckState;
}

/**
 * The evaluation of all checks.
 *
 * @public
 */
export interface PostureEvaluation {
  state: 'never' | 'running' | 'finished' | 'failed';
  startedAt?: string;
  finishedAt?: string;
  /** Entities and results of the last evaluation that finished. */
  entities?: number;
  results?: number;
  /** Requests to Cloudflare that it took. */
  requests?: number;
  problems: CloudflareProblem[];
}

/**
 * What `GET /v1/posture` answers.
 *
 * @public
 */
export interface PostureSummary extends PostureScore {
  evaluation: PostureEvaluation;
  scorecards: PostureGroup[];
  /** By account key. */
  accounts: PostureGroup[];
  /** By subject: a product's id, `account` or `component`. */
  products: PostureGroup[];
  /** Worst first. */
  owners: PostureGroup[];
  systems: PostureGroup[];
  /** Of a Component: its own results and those of its resources. */
  components: PostureGroup[];
  coverage: PostureCoverage;
  /**
   * When the evaluation of a day before had finished that this one is compared
   * with; absent: there is none, and what got worse is not known.
   */
  comparedWith?: string;
  /** What got worse in the last 24 hours, highest severity first; the first 20. */
  worse: PostureChange[];
  worseTotal: number;
}

/**
 * The results of a check, summed up, and what there is to know of the check.
 *
 * @public
 */
export interface CheckPosture extends PostureGroup {
  severity: Check['severity'];
  kind: Check['kind'];
  criteria: string[];
  subjects: CheckSubject[];
  /** The thresholds in force. */
  thresholds: Record<string, number>;
}

/**
 * What `GET /v1/posture/scorecards/:id` answers.
 *
 * @public
 */
export interface ScorecardPosture extends PostureGroup {
  /** What the scorecard is about. */
  description: string;
  evaluation: PostureEvaluation;
  /** By check, in the scorecard's order. */
  checks: CheckPosture[];
}

/**
 * The counts of a scorecard at a time, as `GET /v1/posture/history` lists them.
 *
 * @public
 */
export interface PosturePoint extends PostureScore {
  /** When that was evaluated: the last of its day. */
  at: string;
  scorecard: ScorecardId;
}

/**
 * What `GET /v1/posture/entities/:ref` answers.
 *
 * @public
 */
export interface EntityPosture extends PostureScore {
  entityRef: string;
  evaluation: PostureEvaluation;
  scorecards: PostureGroup[];
  /** Of the entity itself. */
  own: PostureResult[];
  /** Of what belongs to a Component, System or owner, the worst first; the first 200. */
  related: PostureResult[];
  relatedTotal: number;
}

/**
 * A change of a result, as `GET /v1/posture/history` tells it of an entity and
 * a check.
 *
 * @public
 */
export interface PostureTransition {
  /** Of the last day's evaluation that found it, or of the newest. */
  at: string;
  /** Absent: the first that is kept. */
  before?: CheckState;
  state: CheckState;
  reason?: UnknownReason;
}

/**
 * What `GET /v1/posture/history` answers.
 *
 * @public
 */
export interface PostureHistory {
  /** Oldest first; of each day, one for each scorecard. */
  points: PosturePoint[];
  /** Oldest first; only of the entity and the check that were asked for. */
  transitions?: PostureTransition[];
}
