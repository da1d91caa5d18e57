import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  EvidenceKind,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareService,
  faultText,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { TimeWindow } from '../routing/fields';
import { subjectOf } from './BundleRow';
import { EvidenceJobs } from './EvidenceJobs';
import { EvidenceKindDefinition } from './EvidenceKindDefinition';
import { EvidenceMaker } from './EvidenceMaker';
import { JobProgress, JobRow } from './JobRow';
import { splitWindow } from './orderWindow';

interface Run {
  controller: AbortController;
  ended: Promise<void>;
}

/** Runs jobs in this process, one of each account at a time. */
export class JobRunner {
  /** Tells this process from others. */
  private readonly owner = randomUUID();
  private readonly runs = new Map<string, Run>();
  private timer?: NodeJS.Timeout;
  private looking?: Promise<void>;
  private stopped = false;

  constructor(
    private readonly services: {
      jobs: EvidenceJobs;
      maker: EvidenceMaker;
      kinds: Record<EvidenceKind, EvidenceKindDefinition>;
      cloudflare: CloudflareService;
      logger: LoggerService;
    },
    /** Milliseconds between signs of life, and between looks for jobs. */
    private readonly beatMs: number,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look(), this.beatMs);
    this.timer.unref();
    this.look();
  }

  /** Lets other processes go on with what runs here. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.looking;
    for (const { controller } of this.runs.values()) {
      controller.abort();
    }
    await Promise.all([...this.runs.values()].map(({ ended }) => ended));
  }

  /** Looks for jobs now. */
  look(): void {
    if (this.stopped || this.looking) {
      return;
    }
    this.looking = this.take()
      .catch(error => {
        this.services.logger.warn(
          `Jobs of evidence could not be looked for: ${faultText(error)}`,
        );
      })
      .finally(() => {
        this.looking = undefined;
      });
  }

  /** Ends a job that was cancelled, when it runs here. */
  end(id: string): void {
    this.runs.get(id)?.controller.abort();
  }

  private async take(): Promise<void> {
    const { jobs } = this.services;
    await jobs.takeOverAbandoned();
    for (;;) {
      const job = this.stopped ? undefined : await jobs.claim(this.owner);
      if (!job) {
        return;
      }
      const controller = new AbortController();
      const ended = this.run(job, controller).finally(() => {
        this.runs.delete(job.id);
        this.look();
      });
      this.runs.set(job.id, { controller, ended });
    }
  }

  /** Never fails. */
  private async run(job: JobRow, controller: AbortController): Promise<void> {
    const { jobs, logger } = this.services;
    const progress: JobProgress = { done: 0, records: 0, bundles: [] };
    const beat = async () => {
      if (!(await jobs.renew(job, this.owner, progress))) {
        // It was cancelled, or given up for dead.
        controller.abort();
      }
    };
    const beating = setInterval(
      () => beat().catch(error => logger.warn(faultText(error))),
      this.beatMs,
    );
    try {
      const problem = await this.make(job, progress, beat, controller.signal);
      if (this.stopped && controller.signal.aborted) {
        await jobs.giveBack(job, this.owner);
      } else {
        await jobs.finish(job, this.owner, progress, problem);
      }
    } catch (error) {
      logger.warn(
        `The end of evidence job ${job.id} could not be kept: ${faultText(
          error,
        )}`,
      );
    } finally {
      clearInterval(beating);
    }
  }

  /** @returns why it failed */
  private async make(
    job: JobRow,
    progress: JobProgress,
    beat: () => Promise<void>,
    signal: AbortSignal,
  ): Promise<CloudflareProblem | undefined> {
    const { maker, kinds, cloudflare, logger } = this.services;
    try {
      const account = cloudflare.account(job.account);
      const windows = splitWindow(timeWindowOf(job), kinds[job.kind]);
      for (const window of windows) {
        const before = progress.records;
        const row = await maker.make(
          {
            account,
            kind: job.kind,
            subject: subjectOf(job),
            variant: job.variant,
            window,
          },
          {
            signal,
            progress: records => {
              progress.records = before + records;
            },
          },
        );
        progress.records = before + row.records;
        progress.done += 1;
        progress.bundles.push(row.id);
        await beat();
        signal.throwIfAborted();
      }
      return undefined;
    } catch (error) {
      if (!signal.aborted) {
        logger.warn(`Evidence job ${job.id} failed: ${faultText(error)}`);
      }
      return problemOf(error);
    }
  }
}

function timeWindowOf(row: JobRow): TimeWindow | undefined {
  return row.window_from && row.window_to
    ? { from: new Date(row.window_from), to: new Date(row.window_to) }
    : undefined;
}

/** Why something failed, in words that may be told. */
function problemOf(error: unknown): CloudflareProblem {
  if (error instanceof CloudflareApiError) {
    return error.problem;
  }
  if (error instanceof NotFoundError) {
    return { kind: 'not-found', message: error.message };
  }
  if (error instanceof ConflictError) {
    return { kind: 'ambiguous', message: error.message };
  }
  if (error instanceof InputError) {
    return { kind: 'not-supported', message: error.message };
  }
  return {
    kind: 'unavailable',
    message: 'It failed for a reason that is in the log of the backend',
  };
}
