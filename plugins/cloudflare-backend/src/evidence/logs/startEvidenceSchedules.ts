import {
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import {
  EvidenceKind,
  evidenceKinds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareAccount,
  CloudflareService,
  faultText,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { RetentionDays } from '../../database/RetentionDays';
import { EvidenceKindDefinition } from '../EvidenceKindDefinition';
import { EvidenceMaker } from '../EvidenceMaker';
import { EvidenceStore } from '../EvidenceStore';
import { logSources } from '../kinds/logSources';
import { captureHours } from './captureHours';
import { EvidenceLogs } from './EvidenceLogs';
import { LogCoverage } from './LogCoverage';
import { LogKeeper } from './LogKeeper';
import { LogSource } from './LogSource';
import { ScheduledSealing } from './ScheduledSealing';

const HOUSEKEEPING: SchedulerServiceTaskScheduleDefinition = {
  frequency: { hours: 24 },
  timeout: { minutes: 30 },
  initialDelay: { minutes: 10 },
  scope: 'global',
};

/**
 * Makes evidence by itself: reads logs before Cloudflare drops them, and seals
 * what is due. Each task is that of one account, whatever becomes of others.
 */
export async function startEvidenceSchedules(options: {
  scheduler: SchedulerService;
  logger: LoggerService;
  cloudflare: CloudflareService;
  logs: EvidenceLogs;
  coverage: LogCoverage;
  bundles: Pick<EvidenceStore, 'newest'>;
  maker: Pick<EvidenceMaker, 'make' | 'makeUnlessEmpty'>;
  kinds: Record<EvidenceKind, EvidenceKindDefinition>;
  retention: RetentionDays;
}): Promise<void> {
  const { scheduler, logger, cloudflare, logs } = options;
  const sealing = new ScheduledSealing(options);
  const keeper = new LogKeeper({ ...options, sealing });
  const sources = new Map<EvidenceKind, LogSource>(
    Object.values(logSources).map(source => [source.kind, source]),
  );

  async function schedule(
    account: CloudflareAccount,
    name: string,
    definition: SchedulerServiceTaskScheduleDefinition,
    run: (account: CloudflareAccount, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const id = `cloudflare:${account.key}:evidence:${name}`;
    await scheduler.scheduleTask({
      ...definition,
      id,
      async fn(signal) {
        try {
          await run(account, signal);
        } catch (error) {
          if (!signal.aborted) {
            logger.error(
              `The task '${id}' failed and is tried again by its schedule: ${faultText(
                error,
              )}`,
            );
          }
        }
      },
    });
  }

  for (const account of cloudflare.accounts()) {
    for (const kind of evidenceKinds) {
      const definition = logs.config.schedules[kind];
      if (!definition) {
        continue;
      }
      const source = sources.get(kind);
      if (source) {
        const hours = captureHours(source.retentionHours(logs.config));
        await schedule(
          account,
          `${kind}:capture`,
          {
            frequency: { hours },
            timeout: { hours: 2 },
            initialDelay: { minutes: 1 },
            scope: 'global',
          },
          (of, signal) => keeper.capture(of, source, signal),
        );
      }
      await schedule(account, kind, definition, (of, signal) =>
        source
          ? keeper.seal(of, source, signal)
          : sealing.seal(of, kind, signal),
      );
    }
    await schedule(account, 'housekeeping', HOUSEKEEPING, of =>
      keeper.tidyUp(of, [...sources.values()]),
    );
  }
}
