import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { faultText } from '@cloudflare-backstage/plugin-cloudflare-node';
import { StoredEntity, StoredResult } from '../StoredPosture';
import { PostureMessage } from './PostureMessage';

const TOPIC = 'cloudflare-posture';
/** Failures before any success that tell that nothing can be sent. */
const MOST_FAILURES = 3;

/**
 * Tells owners what they have to do. That an owner was told is kept with the
 * result, so that nothing is told twice, and what could not be sent is sent
 * after the next evaluation.
 */
export class PostureNotifier {
  private hasWarned = false;

  constructor(
    private readonly notifications: NotificationService,
    private readonly logger: LoggerService,
  ) {}

  /** @returns the entities whose owners were told something, as they are to be kept */
  async notify(
    entities: readonly StoredEntity[],
    messages: readonly PostureMessage[],
  ): Promise<StoredEntity[]> {
    const told = new Map<StoredResult, Partial<StoredResult>>();
    let failures = 0;
    for (const { owner, payload, about } of messages) {
      try {
        await this.notifications.send({
          recipients: { type: 'entity', entityRef: owner },
          payload: { ...payload, topic: TOPIC },
        });
        about.forEach(({ result, told: kept }) => told.set(result, kept));
      } catch (error) {
        this.warn(error);
        failures += 1;
      }
      if (told.size === 0 && failures === MOST_FAILURES) {
        break;
      }
    }
    return entities
      .filter(({ results }) => results.some(result => told.has(result)))
      .map(entity => ({
        ...entity,
        results: entity.results.map(result => ({
          ...result,
          ...told.get(result),
        })),
      }));
  }

  /** Once: a backend may well be without notifications. */
  private warn(error: unknown): void {
    if (!this.hasWarned) {
      this.hasWarned = true;
      this.logger.warn(
        `Owners could not be told what fails, and are told later: install the notifications plugin, or set 'cloudflare.scorecards.notifications' to false (${faultText(
          error,
        )})`,
      );
    }
  }
}
