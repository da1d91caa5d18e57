import type { AccountClock } from '../account/AccountClock';
import { hexId, numberBelow, uuidOf } from '../account/ids';
import type { SimulatedAccount } from '../account/SimulatedAccount';
import { hourly, noise } from '../areas/activity';
import type { ActivityRow } from '../areas/graphqlRows';
import type { TimeWindow } from '../areas/rowFilter';
import { exampleBodies } from '../fixtures';
import { restrictedMarkers, secretMarkers } from '../fixtures/secretMarkers';
import { ApiFailure, succeeded } from '../http/envelope';
import { paged } from '../http/paging';
import type { SimulatedProduct, SimulatedResource } from './SimulatedProduct';

/** A Hyperdrive configuration. */
export interface HyperdriveConfig extends SimulatedResource {
  origin: Record<string, string | number | undefined>;
  caching: {
    disabled: boolean;
    max_age?: number;
    stale_while_revalidate?: number;
  };
  mtls?: Record<string, string>;
  connectionLimit?: number;
  integration?: string;
  createdOn: string;
  modifiedOn: string;
  /** Null: never. Absent from what was made through the VPC. */
  restartedOn?: string | null;
  /** Queries in its busiest hour. */
  hourlyQueries: number;
}

const path = '/accounts/{account}/hyperdrive/configs';
const permissions = ['Hyperdrive Read', 'Hyperdrive Write'];
const user = secretMarkers.hyperdriveUser;

function makeConfig(
  name: string,
  clock: AccountClock,
  seed: string,
  change: Partial<HyperdriveConfig> = {},
): HyperdriveConfig {
  const createdOn = clock.ago(
    24 * (30 + numberBelow(300, `hyperdrive/${name}`)),
  );
  return {
    id: hexId(seed),
    name,
    origin: {
      scheme: 'postgres',
      host: `${name}.db.acme.example`,
      port: 5432,
      database: 'app',
      user,
    },
    caching: { disabled: false, max_age: 60, stale_while_revalidate: 15 },
    mtls: {},
    connectionLimit: 60,
    createdOn,
    modifiedOn: createdOn,
    restartedOn: null,
    hourlyQueries: 0,
    ...change,
  };
}

/** acme's configurations: the examples, and one of every odd kind. */
function acmeConfigs(clock: AccountClock): HyperdriveConfig[] {
  const examples = clock.moved(exampleBodies.hyperdriveConfigsList.result);
  const config = (
    name: string,
    change: Partial<HyperdriveConfig>,
    seed = name,
  ) => makeConfig(name, clock, `hyperdrive/${seed}`, change);
  return [
    ...examples.map((example, index) => ({
      id: example.id,
      name: example.name,
      origin: example.origin,
      caching: example.caching,
      mtls: example.mtls,
      connectionLimit: example.origin_connection_limit,
      createdOn: example.created_on,
      modifiedOn: example.modified_on,
      restartedOn: example.restarted_on,
      hourlyQueries: index === 0 ? 6400 : 0,
    })),
    // Behind a tunnel that Access protects; both sides show certificates.
    config('acme-ledger', {
      origin: {
        scheme: 'postgresql',
        host: 'ledger.db.acme.example',
        // No answer should hold these two; what if one did?
        password: secretMarkers.hyperdrivePassword,
        access_client_secret: secretMarkers.hyperdrivePassword,
        access_client_id: `${hexId('hyperdrive/ledger/client')}.access`,
        database: 'ledger',
        user,
      },
      caching: { disabled: true },
      mtls: {
        ca_certificate_id: uuidOf('hyperdrive/ledger/ca'),
        mtls_certificate_id: uuidOf('hyperdrive/ledger/certificate'),
        sslmode: 'verify-full',
      },
      connectionLimit: 20,
      restartedOn: clock.ago(9 * 24),
      hourlyQueries: 850,
    }),
    // Made anew at another provider, under the same name; the old one was left.
    config('acme-reporting', {
      origin: {
        scheme: 'postgres',
        host: `${restrictedMarkers.hyperdriveHost}.db.acme.example`,
        port: 5432,
        database: 'app',
        user,
      },
      hourlyQueries: 320,
    }),
    config(
      'acme-reporting',
      {
        origin: {
          scheme: 'mysql',
          host: 'eu-central.connect.psdb.cloud',
          port: 3306,
          database: 'reporting',
          user,
        },
        integration: 'planetscale',
        mtls: undefined,
      },
      'acme-reporting/planetscale',
    ),
  ];
}

function item(config: HyperdriveConfig): object {
  return {
    id: config.id,
    name: config.name,
    origin: config.origin,
    caching: config.caching,
    origin_connection_limit: config.connectionLimit,
    mtls: config.mtls,
    integration: config.integration,
    created_on: config.createdOn,
    modified_on: config.modifiedOn,
    restarted_on: config.restartedOn,
  };
}

const averageQueryMs = 18;
const averageConnectionMs = 40;

/** How queries ended, and which part of them. */
const outcomes = [
  { cacheStatus: 'hit', eventStatus: 'complete', part: 0.55 },
  { cacheStatus: 'miss', eventStatus: 'complete', part: 0.35 },
  { cacheStatus: 'uncacheable', eventStatus: 'complete', part: 0.09 },
  { cacheStatus: 'miss', eventStatus: 'error', part: 0.01 },
];
const uncached = [
  { cacheStatus: 'disabled', eventStatus: 'complete', part: 0.99 },
  { cacheStatus: 'disabled', eventStatus: 'error', part: 0.01 },
];

/** Hyperdrive: configurations that connect Workers to databases elsewhere. */
export const hyperdrive: SimulatedProduct<HyperdriveConfig> = {
  resources: ({ clock }) => acmeConfigs(clock),
  make: (name, { clock }, seed) => makeConfig(name, clock, seed),
  auditedAs: {
    product: 'hyperdrive',
    resourceType: 'config',
    path: '/hyperdrive/configs',
  },
  bindingFor: ({ id }) => ({ type: 'hyperdrive', id }),
  routes: [
    {
      path,
      permissions,
      answer: (request, account) =>
        paged(
          request,
          account.of(hyperdrive).list(),
          { default: 20, max: 100, withoutTotalPages: true },
          item,
        ),
    },
    {
      path: `${path}/{config}`,
      permissions,
      answer: ({ params }, account) => {
        const config = account.of(hyperdrive).find(params.config);
        if (!config) {
          throw new ApiFailure(
            404,
            2006,
            'The Hyperdrive config was not found',
          );
        }
        return succeeded(item(config));
      },
    },
  ],
  datasets: {
    hyperdriveQueriesAdaptiveGroups: {
      dimensions: ['configId', 'cacheStatus', 'eventStatus'],
      count: true,
      sum: ['queryLatency', 'connectionLatency', 'queryBytes', 'resultBytes'],
      rows: queries,
    },
    hyperdrivePoolSizesAdaptiveGroups: {
      dimensions: ['configId'],
      max: ['currentPoolSize', 'maxPoolSize', 'waitingClients'],
      rows: poolSizes,
    },
  },
};

function* queries(
  account: SimulatedAccount,
  window: TimeWindow,
): Iterable<ActivityRow> {
  for (const config of account.of(hyperdrive).list()) {
    const { id, name, hourlyQueries, caching } = config;
    for (const { part, ...outcome } of caching.disabled ? uncached : outcomes) {
      yield* hourly(window, `hyperdrive/${name}`, load => {
        const count = Math.round(hourlyQueries * load * part);
        if (count === 0) return undefined;
        const atOrigin = outcome.cacheStatus === 'hit' ? 0 : count;
        return {
          dimensions: { configId: id, ...outcome },
          count,
          sum: {
            queryLatency: atOrigin * averageQueryMs,
            connectionLatency: Math.ceil(atOrigin / 50) * averageConnectionMs,
            queryBytes: count * 240,
            resultBytes: count * 3100,
          },
        };
      });
    }
  }
}

function* poolSizes(
  account: SimulatedAccount,
  window: TimeWindow,
): Iterable<ActivityRow> {
  for (const config of account.of(hyperdrive).list()) {
    const { id, name, connectionLimit, hourlyQueries } = config;
    if (connectionLimit !== undefined && hourlyQueries > 0) {
      yield* hourly(window, `hyperdrive/${name}`, (load, time) => ({
        dimensions: { configId: id },
        max: {
          currentPoolSize: Math.ceil(connectionLimit * load),
          maxPoolSize: connectionLimit,
          waitingClients: noise(`${name}/${time}`) > 0.8 ? 2 : 0,
        },
      }));
    }
  }
}
