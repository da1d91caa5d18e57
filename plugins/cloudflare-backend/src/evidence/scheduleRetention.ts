import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { RetentionDays } from '../database/RetentionDays';
import { EvidenceDrafts } from './EvidenceDrafts';
import { EvidenceJobs } from './EvidenceJobs';
import { EvidenceStore } from './EvidenceStore';

const MS_PER_HOUR = 3_600_000;
/** A draft that nothing was added to for so long is of a process that died. */
const DRAFT_HOURS = 2;
/** For how long jobs that have ended can be asked about. */
const JOB_DAYS = 7;

/** What retention works on. */
export interface RetentionOptions {
  store: EvidenceStore;
  drafts: EvidenceDrafts;
  jobs: EvidenceJobs;
  retention: RetentionDays;
  logger: LoggerService;
  /** For which bundles are kept; absent: for ever. */
  days?: number;
}

/** Has what is no longer kept removed every hour. */
export async function scheduleRetention(
  options: RetentionOptions & { scheduler: SchedulerService },
): Promise<void> {
  await options.scheduler.scheduleTask({
    id: 'cloudflare:evidence:retention',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 5 },
    scope: 'global',
    fn: () => removeOutdated(options, new Date()),
  });
}

/** Removes left drafts, ended jobs, and bundles that are no longer kept. */
export async function removeOutdated(
  { store, drafts, jobs, retention, logger, days }: RetentionOptions,
  now: Date,
): Promise<void> {
  const left = await drafts.removeBefore(
    new Date(now.getTime() - DRAFT_HOURS * MS_PER_HOUR),
  );
  if (left > 0) {
    logger.info(`Removed ${left} drafts of evidence that were never sealed`);
  }
  const jobsFrom = await retention.keptFrom(now, JOB_DAYS);
  if (jobsFrom) {
    await jobs.removeFinishedBefore(jobsFrom);
  }
  const keptFrom =
    days === undefined ? undefined : await retention.keptFrom(now, days);
  if (!keptFrom) {
    return;
  }
  for (const stream of await store.streamNames()) {
    const removed = await store.cutBefore(stream, keptFrom);
    if (removed > 0) {
      logger.info(
        `Removed the ${removed} oldest bundles of ${stream}, which are older than ${days} days`,
      );
    }
  }
}
