import type { AccountClock } from '../account/AccountClock';
import { numberBelow, uuidOf } from '../account/ids';
import type { SimulatedAccount } from '../account/SimulatedAccount';
import { daily, hourly } from '../areas/activity';
import type { ActivityRow } from '../areas/graphqlRows';
import type { TimeWindow } from '../areas/rowFilter';
import { exampleBodies } from '../fixtures';
import { ApiFailure, succeeded } from '../http/envelope';
import { paged } from '../http/paging';
import type { SimulatedProduct, SimulatedResource } from './SimulatedProduct';

/** A D1 database and how much it is used. */
export interface Database extends SimulatedResource {
  createdOn: string;
  version: string;
  jurisdiction?: string;
  /** What only the reading of one database tells; old ones tell nothing of it. */
  detail: {
    num_tables?: number;
    file_size?: number;
    running_in_region?: string;
    read_replication?: { mode: string };
  };
  /** Queries in its busiest hour. */
  hourlyReads: number;
  hourlyWrites: number;
  /** Nothing is written after it. */
  lastWriteOn?: string;
}

const path = '/accounts/{account}/d1/database';
const permissions = ['D1 Read', 'D1 Write'];
const rowsPerRead = 12;
const rowsPerWrite = 3;

function makeDatabase(
  name: string,
  clock: AccountClock,
  seed: string,
  change: Partial<Database> = {},
): Database {
  return {
    id: uuidOf(seed),
    name,
    createdOn: clock.ago(24 * (40 + numberBelow(300, `d1/${name}`))),
    version: 'production',
    detail: {
      num_tables: 1 + numberBelow(40, `d1/${name}/tables`),
      file_size: 4096 * (1 + numberBelow(50_000, `d1/${name}/size`)),
      running_in_region: 'WEUR',
      read_replication: { mode: 'disabled' },
    },
    hourlyReads: 0,
    hourlyWrites: 0,
    ...change,
  };
}

/** acme's databases: the example, and one of every odd kind. */
function acmeDatabases(clock: AccountClock): Database[] {
  const { uuid, name, created_at, version, jurisdiction, ...detail } =
    clock.moved(exampleBodies.d1DatabaseGet.result);
  const database = (called: string, change: Partial<Database>) =>
    makeDatabase(called, clock, `d1/${called}`, change);
  return [
    {
      id: uuid,
      name,
      createdOn: created_at,
      version,
      detail,
      hourlyReads: 5200,
      hourlyWrites: 310,
      tags: {
        team: 'platform',
        env: 'prod',
        system: 'storefront',
        'data-class': 'internal',
      },
    },
    database('acme-customers', {
      jurisdiction: 'eu',
      detail: {
        num_tables: 34,
        file_size: 1_932_735_283,
        running_in_region: 'EEUR',
        read_replication: { mode: 'auto' },
      },
      hourlyReads: 8100,
      hourlyWrites: 420,
      tags: {
        team: 'security',
        env: 'prod',
        system: 'storefront',
        'data-class': 'personal',
      },
    }),
    // Read by reports, and not written for a while.
    database('acme-archive', {
      hourlyReads: 40,
      hourlyWrites: 9,
      lastWriteOn: clock.ago(12 * 24),
      tags: { team: 'data', env: 'prod', system: 'data-platform' },
    }),
    // No write in as many days as Cloudflare tells of.
    database('acme-reference-data', {
      hourlyReads: 600,
      tags: { team: 'data', env: 'prod' },
    }),
    // From before D1 was generally available: neither size nor tables are told.
    database('acme-legacy', { version: 'alpha', detail: {} }),
    database('Acme Ünit Tests', {}),
  ];
}

function item(database: Database): object {
  return {
    uuid: database.id,
    name: database.name,
    created_at: database.createdOn,
    version: database.version,
    jurisdiction: database.jurisdiction ?? null,
  };
}

/** D1: SQL databases. */
export const d1: SimulatedProduct<Database> = {
  resources: ({ clock }) => acmeDatabases(clock),
  make: (name, { clock }, seed) => makeDatabase(name, clock, seed),
  taggedAs: 'd1_database',
  auditedAs: { product: 'd1', resourceType: 'database', path: '/d1/database' },
  bindingFor: ({ id }) => ({ type: 'd1', id }),
  routes: [
    {
      path,
      permissions,
      answer: (request, account) => {
        const name = request.query.get('name');
        return paged(
          request,
          account
            .of(d1)
            .list()
            .filter(database => !name || database.name === name),
          { default: 1000, min: 10, max: 10_000, withoutTotalPages: true },
          item,
        );
      },
    },
    {
      path: `${path}/{database}`,
      permissions,
      answer: ({ params }, account) => {
        const database = databaseOf(account, params.database);
        return succeeded({ ...item(database), ...database.detail });
      },
    },
  ],
  datasets: {
    d1AnalyticsAdaptiveGroups: {
      dimensions: ['databaseId'],
      sum: ['readQueries', 'writeQueries', 'rowsRead', 'rowsWritten'],
      rows: queries,
    },
    d1StorageAdaptiveGroups: {
      dimensions: ['databaseId'],
      max: ['databaseSizeBytes'],
      rows: sizes,
    },
  },
};

function databaseOf(account: SimulatedAccount, idOrName: string): Database {
  const databases = account.of(d1);
  const database = databases.find(idOrName) ?? databases.named(idOrName);
  if (!database) {
    throw new ApiFailure(404, 7404, 'The database was not found');
  }
  return database;
}

function* queries(
  account: SimulatedAccount,
  window: TimeWindow,
): Iterable<ActivityRow> {
  for (const database of account.of(d1).list()) {
    const { id, hourlyReads, hourlyWrites, lastWriteOn } = database;
    const writesUntil = lastWriteOn ? Date.parse(lastWriteOn) : Infinity;
    if (hourlyReads + hourlyWrites > 0) {
      yield* hourly(window, `d1/${database.name}`, (load, time) => {
        const readQueries = Math.round(hourlyReads * load);
        const writeQueries =
          time <= writesUntil ? Math.ceil(hourlyWrites * load) : 0;
        return {
          dimensions: { databaseId: id },
          sum: {
            readQueries,
            writeQueries,
            rowsRead: readQueries * rowsPerRead,
            rowsWritten: writeQueries * rowsPerWrite,
          },
        };
      });
    }
  }
}

function* sizes(
  account: SimulatedAccount,
  window: TimeWindow,
): Iterable<ActivityRow> {
  for (const { id, detail } of account.of(d1).list()) {
    const size = detail.file_size;
    if (size !== undefined) {
      yield* daily(window, () => ({
        dimensions: { databaseId: id },
        max: { databaseSizeBytes: size },
      }));
    }
  }
}
