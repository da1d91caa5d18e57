import { setImmediate as nextTurn } from 'node:timers/promises';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareService,
  databaseFault,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { checkClock } from '../reading/checkClock';
import { CollectedCheck } from './collectedChecks';
import { EvaluationSources, nameOf } from './EvaluationSources';
import { Exemptions } from './exemptions/Exemptions';
import { PostureDependencies } from './PostureSources';
import { PostureSubject } from './PostureSubject';
import { readSubjects } from './readSubjects';
import { ScorecardsConfig } from './ScorecardsConfig';
import { PostureReadStore, StoredEntity } from './StoredPosture';
import { PostureWriter, RunningEvaluation } from './store/PostureWriter';
import { SubjectEvaluation } from './SubjectEvaluation';

/** Between two signs of life. */
const BEAT_MS = 20_000;
/** Subjects of which facts are collected at once. */
const SUBJECTS_AT_ONCE = 16;
/** Different problems that are kept of an evaluation. */
const MOST_PROBLEMS = 20;

/** What evaluations are made with. */
export interface PostureEvaluatorOptions {
  dependencies: PostureDependencies;
  config: ScorecardsConfig;
  exemptions: Exemptions;
  checks: readonly CollectedCheck[];
  cloudflare: CloudflareService;
  store: Pick<PostureReadStore, 'current'>;
  writer: Pick<PostureWriter, 'begin' | 'renew' | 'fail' | 'commit'>;
  clock?: () => Date;
}

/** An evaluation that is the current posture now. */
export interface FinishedEvaluation {
  running: RunningEvaluation;
  entities: StoredEntity[];
}

/** Evaluates all checks of all subjects. */
export class PostureEvaluator {
  private readonly clock: () => Date;

  constructor(private readonly options: PostureEvaluatorOptions) {
    this.clock = options.clock ?? (() => new Date());
  }

  /**
   * Makes one evaluation. One that fails leaves what was known as it was.
   *
   * @returns undefined when it failed, or when another process evaluates
   */
  async evaluate(signal: AbortSignal): Promise<FinishedEvaluation | undefined> {
    const { writer, dependencies } = this.options;
    const { logger } = dependencies;
    let running: RunningEvaluation | undefined;
    try {
      running = await writer.begin(this.clock());
    } catch (error) {
      logger.error(`Posture could not be evaluated: ${faultOf(error)}`);
      return undefined;
    }
    if (!running) {
      logger.info('Posture is being evaluated by another process');
      return undefined;
    }
    const lost = new AbortController();
    const beat = setInterval(() => {
      writer.renew(running).then(
        isOurs => isOurs || lost.abort(),
        // The next sign of life is in time, too.
        error =>
          logger.warn(
            `The evaluation of posture could not give a sign of life (${nameOf(
              error,
            )})`,
          ),
      );
    }, BEAT_MS);
    try {
      const until = AbortSignal.any([signal, lost.signal]);
      return { running, entities: await this.run(running, until) };
    } catch (error) {
      const problem = problemOf(error, signal);
      logger.error(
        `Posture could not be evaluated; what was known stays: ${problem.message}`,
      );
      await this.fail(running, problem);
      return undefined;
    } finally {
      clearInterval(beat);
    }
  }

  private async fail(
    running: RunningEvaluation,
    problem: CloudflareProblem,
  ): Promise<void> {
    const { writer, dependencies } = this.options;
    try {
      await writer.fail(running, this.clock(), [problem]);
    } catch (error) {
      // It gives no sign of life any more, by which the next one ends it.
      dependencies.logger.error(
        `That posture could not be evaluated is not kept: ${faultOf(error)}`,
      );
    }
  }

  private async run(
    running: RunningEvaluation,
    signal: AbortSignal,
  ): Promise<StoredEntity[]> {
    const { dependencies, config, cloudflare, store, writer } = this.options;
    const { startedAt: now } = running;
    const subjects = await readSubjects(
      { ...dependencies, cloudflare },
      signal,
    );
    const previous = await store.current();
    const sources = new EvaluationSources({
      dependencies,
      config,
      now,
      subjects,
      signal,
    });
    const evaluation = new SubjectEvaluation({
      ...this.options,
      sources,
      previous,
    });
    const entities = await this.evaluateAll(subjects, evaluation, signal);
    evaluation.logFaults();
    // What is judged by rows of our own would be wrong, too.
    cloudflare
      .accounts()
      .forEach(account => checkClock(account, 'Ages are unknown'));
    await writer.commit(
      running,
      this.clock(),
      {
        entities,
        requests: sources.requests,
        problems: evaluation.problems().slice(0, MOST_PROBLEMS),
      },
      previous,
    );
    dependencies.logger.info(
      `Evaluated the posture of ${entities.length} entities with ${sources.requests} requests to Cloudflare`,
    );
    return entities;
  }

  private async evaluateAll(
    subjects: readonly PostureSubject[],
    evaluation: SubjectEvaluation,
    signal: AbortSignal,
  ): Promise<StoredEntity[]> {
    const entities: (StoredEntity | undefined)[] = [];
    const waiting = subjects.entries();
    const work = async () => {
      for (const [index, subject] of waiting) {
        signal.throwIfAborted();
        entities[index] = await evaluation.of(subject);
        await nextTurn();
      }
    };
    await Promise.all(Array.from({ length: SUBJECTS_AT_ONCE }, work));
    return entities.filter(entity => entity !== undefined);
  }
}

function problemOf(error: unknown, signal: AbortSignal): CloudflareProblem {
  if (signal.aborted) {
    return {
      kind: 'unavailable',
      message:
        'The evaluation was ended before it was done: the backend stops, or the timeout of the schedule is too short',
    };
  }
  return error instanceof CloudflareApiError
    ? error.problem
    : {
        kind: 'unavailable',
        message: `The evaluation failed: ${faultOf(error)}`,
      };
}

/** What a database says holds the values that were written: nothing of it is told. */
function faultOf(error: unknown): string {
  return (
    databaseFault(error) ??
    `the database, or another part of the backend, met a fault (${nameOf(
      error,
    )})`
  );
}
