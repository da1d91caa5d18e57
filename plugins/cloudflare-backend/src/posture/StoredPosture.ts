import {
  CheckState,
  CheckSubject,
  CloudflareProblem,
  FactSource,
  FactValue,
  PostureCounts,
  ScorecardId,
  UnknownReason,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** Of these it matters how old their facts are. */
export const aging: readonly CheckState[] = ['pass', 'fail', 'not-applicable'];

/** A result as it is stored with its entity. */
export interface StoredResult {
  checkId: string;
  checkVersion: number;
  state: CheckState;
  reason?: UnknownReason;
  message?: string;
  /** RFC 3339. */
  since: string;
  facts: Record<string, FactValue>;
  atLeast?: string[];
  thresholds: Record<string, number>;
  observedAt?: string;
  /**
   * Of the past alone: when everything was read anew since, and nothing but
   * what moves by itself was otherwise. The facts are those of `observedAt`.
   */
  confirmedAt?: string;
  sources: FactSource[];
  findings?: string[];
  findingsTotal?: number;
  exemption?: string;
  /** When its owner was told of the fail, which has not recovered since. */
  notifiedAt?: string;
  /** The end of its exemption that its owner was told of. */
  expiryTold?: string;
}

/** An entity with all its results. */
export interface StoredEntity {
  entityRef: string;
  subject: CheckSubject;
  account?: string;
  name: string;
  title: string;
  owner?: string;
  system?: string;
  components: string[];
  dashboardUrl?: string;
  results: StoredResult[];
}

/** The counts of an evaluation, as finely as visibility needs them. */
export interface StoredTotals {
  scorecard: ScorecardId;
  subject: CheckSubject;
  account?: string;
  counts: PostureCounts;
  /** Fails of high severity. */
  highFails: number;
}

/** An evaluation. Those that have not finished have no results. */
export interface EvaluationRow {
  id: number;
  startedAt: string;
  finishedAt?: string;
  outcome: 'running' | 'finished' | 'failed';
  entities: number;
  results: number;
  requests: number;
  /** With the product that the facts are about, where it is one. */
  problems: CloudflareProblem[];
  totals: StoredTotals[];
}

/** What posture keeps, and how its past is read. Implemented by `PostureStore`. */
export interface PostureReadStore {
  /**
   * The last evaluation that finished, of which the current results are; or the
   * last that had finished by a time.
   */
  finished(by?: Date): Promise<EvaluationRow | undefined>;
  /** The last evaluation, whatever became of it. */
  latest(): Promise<EvaluationRow | undefined>;
  /** All current results. */
  current(): Promise<StoredEntity[]>;
  /**
   * What was known at a time: of the last evaluation that had finished by then;
   * undefined when there was none, or none is kept. What did not change on its
   * day is told as it was before, and ages from `confirmedAt`; whether its owner
   * was told is not kept.
   */
  at(
    time: Date,
  ): Promise<
    { evaluation: EvaluationRow; entities: StoredEntity[] } | undefined
  >;
  /** The last finished evaluation of each UTC day, oldest first. */
  days(from: Date, to: Date): Promise<EvaluationRow[]>;
  /**
   * What was known of an entity within a time, oldest first: of each evaluation
   * that something is kept of, anchors and changes, when it finished and the
   * results that are kept of it.
   */
  ofEntity(
    entityRef: string,
    from: Date,
    to: Date,
  ): Promise<{ at: string; results: StoredResult[] }[]>;
}
