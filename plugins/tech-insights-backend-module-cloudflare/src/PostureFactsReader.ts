import {
  checkStates,
  ScorecardId,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { CheckFacts } from './entityFacts';
import { PluginReader, UnreadableError } from './PluginReader';

/** A backend that is being replaced is back within this. */
const RETRY_AFTER_MS = [5_000, 30_000];

const factValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.null(),
]);

const factsPage = z.object({
  data: z.object({
    evaluation: z.object({ id: z.number() }).optional(),
    entities: z.array(
      z.object({
        entityRef: z.string(),
        checks: z.record(
          z.string(),
          z.object({
            state: z.enum(checkStates),
            facts: z.record(z.string(), factValue),
          }),
        ),
      }),
    ),
  }),
  meta: z.object({ nextCursor: z.string().optional() }),
});

/** What the checks of a scorecard say of each entity that they concern. */
export type PostureFactsByEntity = ReadonlyMap<
  string,
  Record<string, CheckFacts>
>;

/** Reads the facts of posture from the backend of Cloudflare. */
export class PostureFactsReader {
  constructor(
    private readonly plugins: Pick<PluginReader, 'read'>,
    private readonly retryAfterMs: readonly number[] = RETRY_AFTER_MS,
  ) {}

  /**
   * All facts of a scorecard.
   *
   * @throws UnreadableError when they cannot be read to the end
   */
  async read(scorecard: ScorecardId): Promise<PostureFactsByEntity> {
    for (const retryAfterMs of this.retryAfterMs) {
      try {
        return await this.readPages(scorecard);
      } catch (error) {
        if (!(error instanceof UnreadableError && error.passing)) {
          throw error;
        }
        await pause(retryAfterMs);
      }
    }
    return this.readPages(scorecard);
  }

  private async readPages(
    scorecard: ScorecardId,
  ): Promise<PostureFactsByEntity> {
    const entities = new Map<string, Record<string, CheckFacts>>();
    const cursors = new Set<string>();
    const query = new URLSearchParams({ scorecard });
    for (;;) {
      const { data, meta } = await this.plugins.read(
        'cloudflare',
        `/v1/posture/facts?${query}`,
        factsPage,
      );
      if (!data.evaluation) {
        throw new UnreadableError('nothing was evaluated yet', false);
      }
      for (const { entityRef, checks } of data.entities) {
        entities.set(entityRef, checks);
      }
      const { nextCursor } = meta;
      if (nextCursor === undefined) {
        return entities;
      }
      if (cursors.has(nextCursor)) {
        throw new UnreadableError('the pages of facts do not end', false);
      }
      cursors.add(nextCursor);
      query.set('cursor', nextCursor);
    }
  }
}
