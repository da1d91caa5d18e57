import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import {
  SyncProductReport,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { inTransaction } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import { ResourceKind } from './ResourceIngestion';
import { RESOURCES, resourceOf, upsertOf, valuesOf } from './resourceRows';

/** What the entity was made with that a run may not be able to tell. */
export interface LastKnown {
  orphan?: boolean;
  /** Entity ref that a tag gave. */
  owner?: string;
  /** Entity ref that a tag gave. */
  system?: string;
  /** Parameters from the account's metrics. */
  measured?: JsonObject;
  /** Its Cloudflare tags were never read. */
  tagsUnread?: true;
  /** Runs in a row whose list of tags can have skipped it. */
  untaggedRuns?: number;
  /** Its detail was to be read again, and was not. */
  detailOutdated?: true;
}

/** What is known of a resource between syncs. */
export interface StoredResource {
  id: string;
  qualifiedName: string;
  /** As last listed, JSON; absent where it never completes a listing. */
  item?: string;
  /** From resource tagging, as last read. */
  tags: string[];
  mapperVersion: number;
  changeToken?: string;
  /** Absent: kept out of the catalog. */
  entityName?: string;
  /** Of the entity as last applied to the catalog. */
  entityHash?: string;
  /** JSON; absent: not read yet. */
  detail?: string;
  detailVersion?: number;
  /** Change token that the detail was read at. */
  detailToken?: string;
  detailReadAt?: string;
  /** Reads of the detail in a row that failed. */
  detailFailures: number;
  /** Complete listings in a row that did not have the resource. */
  missingRuns: number;
  /** Replaced, never changed. */
  lastKnown?: LastKnown;
}

/** The last report on a product. */
export interface StoredProduct {
  account: string;
  product: ResourceKind['id'];
  lastCompleteAt?: string;
  report: SyncProductReport;
  /** Resources in the catalog. */
  resources: number;
}

/** Runs that are kept of each account. */
export const RUNS_KEPT = 50;

const PRODUCTS = 'cloudflare_sync_products';
const RUNS = 'cloudflare_sync_runs';

// Databases bound the values of a statement; SQLite's bound is the lowest.
const ROWS_A_STATEMENT = 50;

/** The module's own tables, in the catalog plugin's database. */
export class SyncStore {
  private constructor(private readonly knex: Knex) {}

  static async create(database: DatabaseService): Promise<SyncStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@cloudflare-backstage/plugin-catalog-backend-module-cloudflare',
          'migrations',
        ),
        // The catalog's own migrations are in the same database.
        tableName: 'cloudflare_sync_knex_migrations',
      });
    }
    return new SyncStore(knex);
  }

  async resources(
    account: string,
    product: ResourceKind['id'],
  ): Promise<StoredResource[]> {
    const rows = await this.knex(RESOURCES).where({ account, product });
    return rows.map(resourceOf);
  }

  async saveResources(
    account: string,
    product: ResourceKind['id'],
    changes: { saved: readonly StoredResource[]; removed: readonly string[] },
  ): Promise<void> {
    if (changes.saved.length + changes.removed.length === 0) {
      return;
    }
    await inTransaction(this.knex, async tx => {
      for (const ids of slices(changes.removed)) {
        await tx(RESOURCES)
          .where({ account, product })
          .whereIn('native_id', ids)
          .delete();
      }
      for (const resources of slices(changes.saved)) {
        // SQLite works in this thread: each statement in a turn of its own.
        await setImmediate();
        await tx.raw(
          upsertOf(resources.length),
          resources.flatMap(resource => valuesOf(account, product, resource)),
        );
      }
    });
  }

  /** Forgets a product that is not imported any more. */
  async forgetProduct(
    account: string,
    product: ResourceKind['id'],
  ): Promise<void> {
    await this.knex(RESOURCES).where({ account, product }).delete();
    await this.knex(PRODUCTS).where({ account, product }).delete();
  }

  /** Begins a run and answers its running number. */
  async startRun(account: string, startedAt: string): Promise<number> {
    return inTransaction(this.knex, async tx => {
      const [{ last }] = await tx(RUNS).where({ account }).max({ last: 'run' });
      const run = Number(last ?? 0) + 1;
      // What still runs was cut off: there is one run of an account at a time.
      await tx(RUNS)
        .where({ account, outcome: 'running' })
        .update({ outcome: 'failed' });
      await tx(RUNS)
        .where({ account })
        .andWhere('run', '<=', run - RUNS_KEPT)
        .delete();
      await tx(RUNS).insert({
        account,
        run,
        started_at: startedAt,
        outcome: 'running',
        products: '[]',
      });
      return run;
    });
  }

  async finishRun(run: SyncRun): Promise<void> {
    const { account } = run;
    await inTransaction(this.knex, async tx => {
      await tx(RUNS)
        .where({ account, run: run.run })
        .update({
          finished_at: run.finishedAt ?? null,
          outcome: run.outcome,
          requests: run.requests ?? null,
          products: JSON.stringify(run.products),
        });
      for (const report of run.products) {
        const row = {
          account,
          product: report.product,
          report: JSON.stringify(report),
          ...(report.complete && { last_complete_at: run.finishedAt }),
        };
        await tx(PRODUCTS)
          .insert(row)
          .onConflict(['account', 'product'])
          .merge();
      }
    });
  }

  /** Newest first. */
  async runs(accounts: readonly string[], limit: number): Promise<SyncRun[]> {
    const lists = await Promise.all(
      accounts.map(async account =>
        this.knex(RUNS).where({ account }).orderBy('run', 'desc').limit(limit),
      ),
    );
    return newestOf(lists, limit).map(row => ({
      account: row.account,
      run: row.run,
      startedAt: row.started_at,
      finishedAt: row.finished_at ?? undefined,
      outcome: row.outcome,
      requests: row.requests ?? undefined,
      products: JSON.parse(row.products),
    }));
  }

  async products(): Promise<StoredProduct[]> {
    const rows = await this.knex(PRODUCTS).select();
    const counts: {
      account: string;
      product: string;
      resources: number | string;
    }[] = await this.knex(RESOURCES)
      .whereNotNull('entity_name')
      .groupBy('account', 'product')
      .select('account', 'product')
      .count({ resources: '*' });
    return rows.map(row => ({
      account: row.account,
      product: row.product,
      lastCompleteAt: row.last_complete_at ?? undefined,
      report: JSON.parse(row.report),
      resources: Number(
        counts.find(
          count =>
            count.account === row.account && count.product === row.product,
        )?.resources ?? 0,
      ),
    }));
  }
}

/**
 * The newest rows of several lists, each of which stays in its order: a clock
 * may have been wrong for one of an account's runs.
 */
function newestOf<T extends { started_at: string }>(
  lists: readonly T[][],
  limit: number,
): T[] {
  const newest: T[] = [];
  const waiting = lists.map(list => [...list]);
  while (newest.length < limit) {
    const [list] = waiting
      .filter(({ length }) => length > 0)
      .sort(([a], [b]) => (a.started_at < b.started_at ? 1 : -1));
    if (!list) {
      break;
    }
    newest.push(list.shift()!);
  }
  return newest;
}

function slices<T>(values: readonly T[]): T[][] {
  const result: T[][] = [];
  for (let i = 0; i < values.length; i += ROWS_A_STATEMENT) {
    result.push(values.slice(i, i + ROWS_A_STATEMENT));
  }
  return result;
}
