import { TechInsightFact } from '@backstage-community/plugin-tech-insights-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  ScorecardId,
  scorecards,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { EmittedFacts, EmittedFactsStore } from './EmittedFactsStore';
import {
  EntityFacts,
  entityFactsOf,
  factsComparer,
  staleFactsOf,
} from './entityFacts';
import { retrieverIdOf } from './names';
import { PluginReader, UnreadableError } from './PluginReader';
import { PostureFactsReader } from './PostureFactsReader';

const latestFacts = z.record(z.string(), z.object({ timestamp: z.string() }));

/**
 * Emits what posture says of entities: changes, and everything once a UTC day.
 * Tech Insights takes the latest facts of an entity for ever, so what no longer
 * holds has to be followed by facts that say so.
 */
export class ScorecardFactRetriever {
  private readonly id: string;
  private readonly areEqual: ReturnType<typeof factsComparer>;

  constructor(
    private readonly scorecard: ScorecardId,
    private readonly services: {
      posture: Pick<PostureFactsReader, 'read'>;
      plugins: Pick<PluginReader, 'read'>;
      store: EmittedFactsStore;
      clock?: () => Date;
    },
  ) {
    this.id = retrieverIdOf(scorecard);
    this.areEqual = factsComparer(scorecards[scorecard]);
  }

  /** Never throws: Tech Insights would go on with the facts that it has. */
  async retrieve(logger: LoggerService): Promise<TechInsightFact[]> {
    try {
      return await this.retrieveChanges(logger);
    } catch (error) {
      logger.error(
        `Facts of '${this.id}' could not be retrieved: ${
          error instanceof Error ? error.stack : error
        }`,
      );
      return [];
    }
  }

  private async retrieveChanges(
    logger: LoggerService,
  ): Promise<TechInsightFact[]> {
    const { store } = this.services;
    const rows = await store.emitted(this.id);
    const newest = rows.reduce<EmittedFacts | undefined>(
      (found, row) => (found && found.emittedAt > row.emittedAt ? found : row),
      undefined,
    );
    const lostAt =
      newest && !(await this.isStored(newest)) ? newest.emittedAt : undefined;
    const at = timeAfter(newest?.emittedAt, this.now());

    const before = new Map(rows.map(row => [row.entityRef, row]));
    const emitted: EmittedFacts[] = [];
    const forgotten: string[] = [];
    for (const [entityRef, facts] of await this.factsNow(rows, logger)) {
      const row = before.get(entityRef);
      const stored = row?.emittedAt === lostAt ? undefined : row;
      if (isEmpty(facts) && (!row || (stored && isEmpty(stored.facts)))) {
        forgotten.push(entityRef);
      } else if (
        !stored ||
        dayOf(stored.emittedAt) !== dayOf(at) ||
        !this.areEqual(stored.facts, facts)
      ) {
        emitted.push({ entityRef, emittedAt: at, facts });
      }
    }
    await store.save(this.id, { emitted, forgotten });
    return emitted.map(({ entityRef, facts }) => ({
      entity: parseEntityRef(entityRef),
      facts: facts as TechInsightFact['facts'],
      timestamp: DateTime.fromISO(at, { zone: 'utc' }),
    }));
  }

  private now(): Date {
    return this.services.clock?.() ?? new Date();
  }

  /**
   * What is to be said now of each entity of which there is anything to say:
   * no facts where no check concerns it any more, stale ones where posture
   * cannot be read.
   */
  private async factsNow(
    rows: readonly EmittedFacts[],
    logger: LoggerService,
  ): Promise<ReadonlyMap<string, EntityFacts>> {
    const scorecard = scorecards[this.scorecard];
    try {
      const facts = new Map<string, EntityFacts>(
        rows.map(({ entityRef }) => [entityRef, {}]),
      );
      const posture = await this.services.posture.read(this.scorecard);
      for (const [entityRef, results] of posture) {
        facts.set(entityRef, entityFactsOf(scorecard, results));
      }
      return facts;
    } catch (error) {
      if (!(error instanceof UnreadableError)) {
        throw error;
      }
      const message = `Posture could not be read for '${this.id}': ${error.message}`;
      if (rows.length === 0) {
        logger.info(message);
      } else {
        logger.warn(
          `${message}. What was known of ${rows.length} entities is stale in Tech Insights until it can be.`,
        );
      }
      return new Map(
        rows.map(({ entityRef, facts }) => [
          entityRef,
          staleFactsOf(scorecard, facts),
        ]),
      );
    }
  }

  /**
   * Whether Tech Insights stored what was emitted last: it does so after the
   * retriever has answered, all or nothing, and only logs that it could not.
   */
  private async isStored({
    entityRef,
    emittedAt,
  }: EmittedFacts): Promise<boolean> {
    const query = new URLSearchParams({ entity: entityRef, ids: this.id });
    try {
      const latest = await this.services.plugins.read(
        'tech-insights',
        `/facts/latest?${query}`,
        latestFacts,
      );
      return (
        this.id in latest &&
        Date.parse(latest[this.id].timestamp) === Date.parse(emittedAt)
      );
    } catch (error) {
      if (error instanceof UnreadableError) {
        return false;
      }
      throw error;
    }
  }
}

/**
 * This second, or the next one if it has been used. On PostgreSQL, Tech Insights keeps whole
 * seconds, and of two facts of one time it is open which it takes for the latest.
 */
function timeAfter(last: string | undefined, now: Date): string {
  const second = 1_000;
  const least = last === undefined ? 0 : Date.parse(last) + second;
  return new Date(
    Math.max(Math.floor(now.getTime() / second) * second, least),
  ).toISOString();
}

function dayOf(time: string): string {
  return time.slice(0, 10);
}

function isEmpty(facts: EntityFacts): boolean {
  return Object.keys(facts).length === 0;
}
