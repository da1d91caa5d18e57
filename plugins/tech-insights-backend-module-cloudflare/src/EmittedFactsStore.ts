import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { EntityFacts } from './entityFacts';
import { FactSchema } from './factSchema';

/** What a retriever last said of an entity. */
export interface EmittedFacts {
  entityRef: string;
  /** RFC 3339, UTC. */
  emittedAt: string;
  facts: EntityFacts;
}

const FACTS = 'cloudflare_emitted_facts';
const SCHEMAS = 'cloudflare_fact_schemas';

// Databases bound the values of a statement; SQLite's bound is the lowest.
const ROWS_A_STATEMENT = 100;

/** The module's own tables, in the database of the Tech Insights plugin. */
export class EmittedFactsStore {
  private constructor(private readonly knex: Knex) {}

  static async create(database: DatabaseService): Promise<EmittedFactsStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@cloudflare-backstage/plugin-tech-insights-backend-module-cloudflare',
          'migrations',
        ),
        // The migrations of Tech Insights itself are in the same database.
        tableName: 'cloudflare_tech_insights_knex_migrations',
      });
    }
    return new EmittedFactsStore(knex);
  }

  /**
   * The version of a schema. Tech Insights stores a schema under its version
   * once, and takes the highest: whenever facts came or went since the last
   * start, also by going back to an earlier release, there has to be a new one.
   */
  async versionOf(retriever: string, schema: FactSchema): Promise<string> {
    const sha256 = createHash('sha256')
      .update(JSON.stringify(schema))
      .digest('hex');
    for (;;) {
      const latest = await this.knex(SCHEMAS)
        .where({ retriever })
        .orderBy('number', 'desc')
        .first();
      if (latest?.sha256 === sha256) {
        return `1.${latest.number}.0`;
      }
      // Another replica may take the number: then the next round tells which.
      await this.knex(SCHEMAS)
        .insert({ retriever, number: (latest?.number ?? -1) + 1, sha256 })
        .onConflict(['retriever', 'number'])
        .ignore();
    }
  }

  async emitted(retriever: string): Promise<EmittedFacts[]> {
    const rows = await this.knex(FACTS).where({ retriever });
    return rows.map(row => ({
      entityRef: row.entity_ref,
      emittedAt: row.emitted_at,
      facts: JSON.parse(row.facts),
    }));
  }

  async save(
    retriever: string,
    changes: {
      emitted: readonly EmittedFacts[];
      /** Entity refs. */
      forgotten: readonly string[];
    },
  ): Promise<void> {
    await this.knex.transaction(async tx => {
      for (const refs of slices(changes.forgotten)) {
        await tx(FACTS)
          .where({ retriever })
          .whereIn('entity_ref', refs)
          .delete();
      }
      for (const emitted of slices(changes.emitted)) {
        await tx(FACTS)
          .insert(
            emitted.map(({ entityRef, emittedAt, facts }) => ({
              retriever,
              entity_ref: entityRef,
              emitted_at: emittedAt,
              facts: JSON.stringify(facts),
            })),
          )
          .onConflict(['retriever', 'entity_ref'])
          .merge();
      }
    });
  }
}

function* slices<T>(values: readonly T[]): Generator<T[]> {
  for (let i = 0; i < values.length; i += ROWS_A_STATEMENT) {
    yield values.slice(i, i + ROWS_A_STATEMENT);
  }
}
