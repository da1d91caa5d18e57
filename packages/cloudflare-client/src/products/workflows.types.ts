import type { Listing, Page, PageOptions, ReadOptions } from '../reading';

/**
 * A workflow.
 *
 * @public
 */
export interface CfWorkflow {
  id: string;
  name: string;
  /** The class that implements it, in the Worker `scriptName`. */
  className?: string;
  scriptName?: string;
  /** The Worker was deleted: the workflow is inactive. */
  scriptDeleted?: boolean;
  createdAt?: string;
  modifiedAt?: string;
  /** When a run was last started; `null`: never. Absent: not told. */
  triggeredAt?: string | null;
  /** Runs that Cloudflare keeps, by status; statuses without a run may be absent. */
  runCounts: Record<string, number>;
  schedules: { cron: string; nextRunAt?: string }[];
}

/**
 * An uploaded version of a workflow.
 *
 * @public
 */
export interface CfWorkflowVersion {
  id: string;
  createdAt: string;
  modifiedAt?: string;
  className?: string;
  /** `javascript` or `python`. */
  language?: string;
  /** Whether Cloudflare could derive a step graph from its code. */
  hasGraph?: boolean;
  /** Steps that a run may take. */
  stepLimit?: number;
  /** Runs at once; further ones are queued. */
  concurrencyLimit?: number;
}

/**
 * How a step is retried.
 *
 * @public
 */
export interface CfWorkflowRetryPolicy {
  /** Retries after the first attempt; 0: a failure ends the run at once. */
  limit: number;
  /** Such as `10 seconds`. */
  delay?: string;
  /** `constant`, `linear` or `exponential`. */
  backoff?: string;
}

/**
 * A node of a step graph.
 *
 * @public
 */
export interface CfWorkflowNode {
  /**
   * Cloudflare's word: `step_do`, `step_sleep`, `step_sleep_until`,
   * `step_wait_for_event`, `loop`, `parallel`, `if`, `switch`, `try`, `block`,
   * `function_call`, `break`, …; ours are `branch` (of `if` and `switch`), and
   * `try_block`, `catch_block` and `finally_block` (of `try`).
   */
  type: string;
  name?: string;
  /** Of `parallel`: `all`, `any`, `all_settled` or `race`; of `break`: `break` or `return`. */
  kind?: string;
  /** Of `step_do`. */
  retries?: CfWorkflowRetryPolicy;
  /** Of `step_do` and `step_wait_for_event`. */
  timeout?: string;
  /** Of `step_sleep`. */
  duration?: string;
  /** The function calls itself, directly or through others: its nodes are not repeated. */
  recursive?: true;
  /** In order; of a `function_call` the nodes of the function. */
  nodes: CfWorkflowNode[];
}

/**
 * The steps of a version of a workflow, as Cloudflare derives them from its
 * code. Finite, also where functions call themselves.
 *
 * @public
 */
export interface CfWorkflowGraph {
  nodes: CfWorkflowNode[];
  /** The graph is deeper or larger than what is shown: nodes are left out of it. */
  cut: boolean;
  /**
   * Steps in the code: one in a loop or in a function counts once. Absent when
   * the graph is too large to be counted.
   */
  steps?: number;
  /** Every policy that a step has, each once. */
  retryPolicies: CfWorkflowRetryPolicy[];
  /** Names of the steps that are not retried. */
  stepsWithoutRetries: string[];
}

/**
 * A run of a workflow, which Cloudflare calls an instance. What it was given,
 * what it answered and why it failed are never read.
 *
 * @public
 */
export interface CfWorkflowRun {
  id: string;
  versionId?: string;
  /**
   * `queued`, `running`, `paused`, `waitingForPause`, `waiting`, `rollingBack`,
   * or one of the last states `complete`, `errored` and `terminated`.
   */
  status: string;
  createdAt: string;
  startedAt?: string;
  endedAt?: string;
  modifiedAt?: string;
  /** `api`, `binding`, `event`, `cron` or `unknown`. */
  trigger?: string;
}

/**
 * Which runs of a workflow to read. The window is half-open.
 *
 * @public
 */
export interface WorkflowRunFilter {
  /** By the time at which the run was created. */
  from: Date;
  to: Date;
  status?: string;
}

/**
 * Reads Workflows.
 *
 * @public
 */
export interface WorkflowsArea {
  list(options?: ReadOptions): Promise<Listing<CfWorkflow>>;
  /** Newest first: the first one is the current one. */
  versions(
    workflow: string,
    options?: ReadOptions,
  ): Promise<Listing<CfWorkflowVersion>>;
  /** Undefined where Cloudflare has no graph. A version is immutable. */
  graph(
    workflow: string,
    versionId: string,
    options?: ReadOptions,
  ): Promise<CfWorkflowGraph | undefined>;
  /** Newest first, at most 100 a page. */
  runs(
    workflow: string,
    filter: WorkflowRunFilter,
    options?: PageOptions,
  ): Promise<Page<CfWorkflowRun>>;
  /** Retries of the steps of one run, by a read of the run alone. */
  retriesOfRun(
    workflow: string,
    runId: string,
    options?: ReadOptions,
  ): Promise<number>;
  /**
   * Retries by run id, for all runs of a window by one request to the analytics.
   * A run that is not in it is not known there.
   */
  retriesOfRuns(
    workflow: string,
    window: { from: Date; to: Date },
    options?: ReadOptions,
  ): Promise<Map<string, number>>;
}
