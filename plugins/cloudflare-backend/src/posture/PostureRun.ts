import { DiscoveryService } from '@backstage/backend-plugin-api';
import { CloudflareService } from '@cloudflare-backstage/plugin-cloudflare-node';
import { RetentionDays } from '../database/RetentionDays';
import { nameOf } from './EvaluationSources';
import { EXPIRING_DAYS, Exemptions } from './exemptions/Exemptions';
import { firstSync } from './firstSync';
import { expiryMessages } from './notifications/expiryMessages';
import { failMessages } from './notifications/failMessages';
import { PostureNotifier } from './notifications/PostureNotifier';
import { FinishedEvaluation, PostureEvaluator } from './PostureEvaluator';
import { PostureDependencies } from './PostureSources';
import { ScorecardsConfig } from './ScorecardsConfig';
import { PostureWriter } from './store/PostureWriter';
import { triggerRetrievers } from './techInsights';

/** What the scheduled task works with. */
export interface PostureRunOptions {
  dependencies: PostureDependencies;
  cloudflare: CloudflareService;
  discovery: DiscoveryService;
  config: ScorecardsConfig;
  exemptions: Exemptions;
  evaluator: PostureEvaluator;
  writer: Pick<PostureWriter, 'amend' | 'removeBefore'>;
  retention: RetentionDays;
  /** Absent: nobody is told. */
  notifier?: PostureNotifier;
}

/** An evaluation and what follows from it. */
export class PostureRun {
  private hasWaited = false;
  private readonly announced = new Set<string>();

  constructor(private readonly options: PostureRunOptions) {}

  async once(signal: AbortSignal): Promise<void> {
    const { dependencies, cloudflare, evaluator } = this.options;
    if (!this.hasWaited) {
      await firstSync(dependencies, cloudflare, signal);
      this.hasWaited = true;
    }
    const finished = await evaluator.evaluate(signal);
    if (!finished) {
      return;
    }
    await triggerRetrievers({ ...dependencies, ...this.options }, signal);
    this.warnOfExpiry(finished.running.startedAt);
    // What was evaluated stands, whatever becomes of these.
    for (const follow of [this.tellOwners, this.removeOutdated]) {
      try {
        await follow.call(this, finished);
      } catch (error) {
        dependencies.logger.error(
          `Posture was evaluated, but what follows failed and is tried again after the next evaluation: a fault (${nameOf(
            error,
          )})`,
        );
      }
    }
  }

  private async tellOwners({
    running,
    entities,
  }: FinishedEvaluation): Promise<void> {
    const { exemptions, notifier, writer } = this.options;
    if (!notifier) {
      return;
    }
    const now = running.startedAt;
    const told = await notifier.notify(entities, [
      ...failMessages(entities, now),
      ...expiryMessages(entities, exemptions, now),
    ]);
    if (told.length > 0) {
      await writer.amend(running, told);
    }
  }

  private async removeOutdated({ running }: FinishedEvaluation): Promise<void> {
    const { config, retention, writer } = this.options;
    const keptFrom = await retention.keptFrom(
      running.startedAt,
      config.historyDays,
    );
    if (keptFrom) {
      await writer.removeBefore(keptFrom);
    }
  }

  /** Whoever runs the backend is told, too: once, as long as it runs. */
  private warnOfExpiry(now: Date): void {
    const { dependencies, exemptions } = this.options;
    for (const { id, checkId, expiring, expiresAt } of exemptions.at(now)) {
      if (expiring && !this.announced.has(id)) {
        this.announced.add(id);
        dependencies.logger.warn(
          `The exemption '${id}' from the check '${checkId}' ends within ${EXPIRING_DAYS} days, at ${expiresAt}`,
        );
      }
    }
  }
}
