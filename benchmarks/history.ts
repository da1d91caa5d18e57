import assert from 'node:assert/strict';
import { initializePersistenceContext } from '@backstage-community/plugin-tech-insights-backend';
import { mockServices } from '@backstage/backend-test-utils';
import {
  ScorecardId,
  scorecardIds,
  scorecards,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import createKnex, { Knex } from 'knex';
import { openDatabase } from '../plugins/cloudflare-backend/src/database/openDatabase';
import { PostureWriter } from '../plugins/cloudflare-backend/src/posture/store/PostureWriter';
import { StoredEntity } from '../plugins/cloudflare-backend/src/posture/StoredPosture';
import { EmittedFactsStore } from '../plugins/tech-insights-backend-module-cloudflare/src/EmittedFactsStore';
import { factSchemaOf } from '../plugins/tech-insights-backend-module-cloudflare/src/factSchema';
import { retrieverIdOf } from '../plugins/tech-insights-backend-module-cloudflare/src/names';
import { ScorecardFactRetriever } from '../plugins/tech-insights-backend-module-cloudflare/src/ScorecardFactRetriever';
import { SimulatedChange, SimulatedPosture } from './support/simulatedPosture';

const ENTITIES = 50;
const DAYS = 180;
const HOURS_A_DAY = 24;
const MS_PER_HOUR = 3_600_000;
const CHANGED_A_DAY = 0.02;

function openInMemory(): Knex {
  return createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
}

/** Rows of all tables, but for those about migrations. */
async function countRows(knex: Knex): Promise<Record<string, number>> {
  const tables: { name: string }[] = await knex('sqlite_master')
    .where({ type: 'table' })
    .whereNot('name', 'like', '%knex_migrations%')
    .whereNot('name', 'like', 'sqlite_%')
    .select('name');
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [{ rows }] = await knex(name).count({ rows: '*' });
    counts[name] = Number(rows);
  }
  return counts;
}

/** What was evaluated last, and the time that it is. */
interface Now {
  at: Date;
  entities: StoredEntity[];
}

/** Tech Insights with its retrievers, over what was evaluated last. */
async function openTechInsights(knex: Knex, now: Now) {
  const logger = mockServices.rootLogger();
  const database = mockServices.database({ knex });
  const { techInsightsStore } = await initializePersistenceContext(database, {
    logger,
  });
  const store = await EmittedFactsStore.create(database);
  const retrievers = new Map<ScorecardId, ScorecardFactRetriever>();
  for (const scorecard of scorecardIds) {
    const id = retrieverIdOf(scorecard);
    const schema = factSchemaOf(scorecards[scorecard]);
    const version = await store.versionOf(id, schema);
    await techInsightsStore.insertFactSchema({ id, version, schema });
    retrievers.set(
      scorecard,
      new ScorecardFactRetriever(scorecard, {
        store,
        clock: () => now.at,
        posture: {
          read: async () =>
            new Map(
              now.entities.map(({ entityRef, results }) => [
                entityRef,
                Object.fromEntries(
                  results.map(result => [result.checkId, result]),
                ),
              ]),
            ),
        },
        plugins: {
          async read(_plugin, path, schemaOfAnswer) {
            const query = new URL(path, 'http://localhost').searchParams;
            const latest = await techInsightsStore.getLatestFactsByIds(
              query.getAll('ids'),
              query.get('entity')!,
            );
            return schemaOfAnswer.parse(JSON.parse(JSON.stringify(latest)));
          },
        },
      }),
    );
  }
  return {
    async run(scorecard: ScorecardId): Promise<void> {
      const facts = await retrievers.get(scorecard)!.retrieve(logger);
      await techInsightsStore.insertFacts({
        id: retrieverIdOf(scorecard),
        facts,
        lifecycle: { timeToLive: { days: DAYS } },
      });
    },
  };
}

/** An evaluation that finds what the one before it has found. */
async function addQuietEvaluation(knex: Knex): Promise<void> {
  const { id, ...last } = await knex('posture_evaluations')
    .orderBy('id', 'desc')
    .first();
  await knex('posture_evaluations').insert({ ...last, totals: null });
}

/** What has to be there: only a figure of what was really kept is one. */
class ExpectedRows {
  private readonly rows = { anchors: 0, changes: 0, facts: 0 };

  /** Of an hour in which evaluation and retrievers ran. */
  add(hour: number, changed: readonly SimulatedChange[]): void {
    if (hour === 0) {
      this.rows.anchors += ENTITIES;
      this.rows.facts += ENTITIES * scorecardIds.length;
      return;
    }
    const distinct = (keys: string[]) => new Set(keys).size;
    this.rows.changes += distinct(changed.map(each => each.entityRef));
    this.rows.facts += distinct(
      changed.map(each => `${each.entityRef} ${each.scorecard}`),
    );
  }

  compare(rows: Record<'posture' | 'techInsights', Record<string, number>>) {
    const found = {
      anchors: rows.posture.posture_anchors,
      changes: rows.posture.posture_changes,
      facts: rows.techInsights.facts,
      evaluations: rows.posture.posture_evaluations,
    };
    const expected = { ...this.rows, evaluations: DAYS * HOURS_A_DAY };
    assert.deepEqual(found, expected);
  }
}

/**
 * Rows of posture and of Tech Insights together after 180 days of hourly
 * evaluations, over one row per entity, retriever and hour.
 */
export default async function history() {
  const posture = new SimulatedPosture(ENTITIES);
  const today = Math.floor(Date.now() / MS_PER_HOUR / HOURS_A_DAY);
  const firstDay = today - DAYS + 1;
  const now: Now = { at: new Date(0), entities: [] };
  const postureKnex = openInMemory();
  const techInsightsKnex = openInMemory();
  try {
    await openDatabase(mockServices.database({ knex: postureKnex }));
    const writer = new PostureWriter(postureKnex, MS_PER_HOUR);
    const techInsights = await openTechInsights(techInsightsKnex, now);
    const expected = new ExpectedRows();
    for (let day = 0; day < DAYS; day++) {
      const changes = posture.dayOfChanges(CHANGED_A_DAY);
      for (let hour = 0; hour < HOURS_A_DAY; hour++) {
        now.at = new Date(
          ((firstDay + day) * HOURS_A_DAY + hour) * MS_PER_HOUR,
        );
        const changed = posture.change(
          changes.filter(each => each.hour === hour).map(each => each.result),
          now.at,
        );
        // What the first day shows of hours without a change is taken as read
        // from then on: an evaluation adds itself, and a retriever nothing.
        const isWhole = day === 0 || hour === 0;
        if (!isWhole && changed.length === 0) {
          await addQuietEvaluation(postureKnex);
          continue;
        }
        const before = now.entities;
        now.entities = posture.entities(now.at);
        const running = await writer.begin(now.at);
        await writer.commit(
          running!,
          now.at,
          { entities: now.entities, requests: 0, problems: [] },
          before,
        );
        for (const scorecard of scorecardIds) {
          if (isWhole || changed.some(each => each.scorecard === scorecard)) {
            await techInsights.run(scorecard);
          }
        }
        expected.add(hour, changed);
      }
    }
    const rows = {
      posture: await countRows(postureKnex),
      techInsights: await countRows(techInsightsKnex),
    };
    expected.compare(rows);
    const total = [
      ...Object.values(rows.posture),
      ...Object.values(rows.techInsights),
    ].reduce((sum, count) => sum + count, 0);
    const plain = ENTITIES * scorecardIds.length * HOURS_A_DAY * DAYS;
    return {
      figures: {
        rowsRatio: { value: total / plain, target: 0.06, better: 'lower' },
      },
      detail: { entities: ENTITIES, days: DAYS, rows, plain },
    };
  } finally {
    await postureKnex.destroy();
    await techInsightsKnex.destroy();
  }
}
