/**
 * How steps of a workflow are retried.
 *
 * @public
 */
export interface WorkflowRetryPolicy {
  /** Retries after the first attempt; 0: a failure ends the run at once. */
  limit: number;
  /** Such as `10 seconds`. */
  delay?: string;
  /** `constant`, `linear` or `exponential`. */
  backoff?: string;
}

/**
 * A node of a step graph. Those within it follow it, one deeper.
 *
 * @public
 */
export interface WorkflowGraphNode {
  /** 0 for the outermost nodes. */
  depth: number;
  /**
   * Cloudflare's word, such as `step_do`, `loop` or `function_call`; and
   * `branch` of `if` and `switch`, `try_block`, `catch_block` and
   * `finally_block` of `try`.
   */
  type: string;
  name?: string;
  /** Of `parallel`: `all`, `any`, `all_settled` or `race`; of `break`: `break` or `return`. */
  kind?: string;
  retries?: WorkflowRetryPolicy;
  timeout?: string;
  duration?: string;
  /** The function calls itself: what is within it is not repeated. */
  recursive?: boolean;
}

/**
 * A workflow and the steps of its current version.
 *
 * @public
 */
export interface Workflow {
  id: string;
  name: string;
  className?: string;
  scriptName?: string;
  /** The Worker was deleted: the workflow is inactive. */
  scriptDeleted?: boolean;
  createdAt?: string;
  modifiedAt?: string;
  /** Absent: it never ran, or Cloudflare does not tell. */
  lastRunAt?: string;
  neverRun?: boolean;
  /** Runs that Cloudflare keeps, by state. */
  runCounts: Record<string, number>;
  schedules: { cron: string; nextRunAt?: string }[];
  /** The version with the latest upload; absent when it could not be read. */
  version?: {
    id: string;
    createdAt: string;
    language?: string;
    /** Steps that a run may take. */
    stepLimit?: number;
    /** Runs at once; further ones are queued. */
    concurrencyLimit?: number;
  };
  /** `not-available`: Cloudflare has none; `unknown`: `meta.problems` says why. */
  graphState: 'available' | 'not-available' | 'unknown';
  graph?: {
    nodes: WorkflowGraphNode[];
    /** It is larger than what is shown: nodes are left out. */
    cut: boolean;
    /** Steps in the code, one in a loop counted once; absent when there are too many to count. */
    steps?: number;
    /** Every policy that a step has, each once. */
    retryPolicies: WorkflowRetryPolicy[];
    /** Names of the steps that are not retried. */
    stepsWithoutRetries: string[];
  };
}

/**
 * A run of a workflow. What it was given, what it answered and why it failed
 * are never told.
 *
 * @public
 */
export interface WorkflowRun {
  id: string;
  /** Cloudflare's word. */
  status: string;
  /** Absent while the run can go on. */
  outcome?: 'complete' | 'errored' | 'terminated';
  versionId?: string;
  createdAt: string;
  startedAt?: string;
  endedAt?: string;
  /** From start to end; absent unless both are known. */
  durationSeconds?: number;
  /** Retries of its steps; absent when not known. */
  retries?: number;
  /** Where the retries come from: the analytics, or a reading of the run. */
  retriesFrom?: 'analytics' | 'run';
  /** `api`, `binding`, `event`, `cron` or `unknown`. */
  trigger?: string;
}
