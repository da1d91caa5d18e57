import type { AccountClock } from '../account/AccountClock';
import { numberBelow, uuidOf } from '../account/ids';
import type { SimulatedAccount } from '../account/SimulatedAccount';
import { hourly } from '../areas/activity';
import type { ActivityRow } from '../areas/graphqlRows';
import type { TimeWindow } from '../areas/rowFilter';
import { exampleBodies } from '../fixtures';
import { ApiFailure, succeeded } from '../http/envelope';
import { unpaged } from '../http/paging';
import type { SimulatedProduct, SimulatedResource } from './SimulatedProduct';

/** A Vectorize index; its name is its id. */
export interface VectorizeIndex extends SimulatedResource {
  description: string;
  config: { dimensions: number; metric: string; preset?: string };
  createdOn: string;
  modifiedOn: string;
  /** Null: Cloudflare tells nothing of what is in it. */
  info: {
    vectorCount: number;
    /** Null: nothing was ever written. */
    processedUpToDatetime: string | null;
    processedUpToMutation?: string;
  } | null;
  metadataIndexes: { propertyName: string; indexType: string }[];
  /** In its busiest hour. */
  hourlyQueries: number;
  hourlyWrites: number;
}

const path = '/accounts/{account}/vectorize/v2/indexes';
const permissions = ['Vectorize Read', 'Vectorize Write'];

function makeIndex(
  name: string,
  clock: AccountClock,
  change: Partial<VectorizeIndex> = {},
): VectorizeIndex {
  const createdOn = clock.ago(24 * (20 + numberBelow(200, `idx/${name}`)));
  return {
    id: name,
    name,
    description: '',
    config: { dimensions: 768, metric: 'cosine' },
    createdOn,
    modifiedOn: createdOn,
    info: { vectorCount: 0, processedUpToDatetime: null },
    metadataIndexes: [],
    hourlyQueries: 0,
    hourlyWrites: 0,
    ...change,
  };
}

/** acme's indexes: the example, and one of every odd kind. */
function acmeIndexes(clock: AccountClock): VectorizeIndex[] {
  const [example] = clock.moved(exampleBodies.vectorizeIndexesList.result);
  const info = clock.moved(exampleBodies.vectorizeIndexesInfo.result);
  const { metadataIndexes } =
    exampleBodies.vectorizeIndexesMetadataIndexList.result;
  return [
    {
      id: example.name,
      name: example.name,
      description: example.description,
      config: example.config,
      createdOn: example.created_on,
      modifiedOn: example.modified_on,
      info,
      metadataIndexes: [...metadataIndexes],
      hourlyQueries: 900,
      hourlyWrites: 60,
      tags: { team: 'ai', env: 'prod', system: 'assistant' },
    },
    makeIndex('acme-idx-support', clock, {
      description: 'answered support tickets',
      config: {
        dimensions: 768,
        metric: 'cosine',
        preset: '@cf/baai/bge-base-en-v1.5',
      },
      // Nothing has been written for longer than it should be.
      info: {
        vectorCount: 51_204,
        processedUpToDatetime: clock.ago(16 * 24),
        processedUpToMutation: uuidOf('idx/acme-idx-support/mutation'),
      },
      hourlyQueries: 140,
      tags: {
        team: 'ai',
        env: 'prod',
        system: 'assistant',
        'data-class': 'personal',
      },
    }),
    // Made and never filled.
    makeIndex('acme-idx-experiments', clock, {
      config: { dimensions: 1024, metric: 'dot-product' },
    }),
    // The API tells nothing of what is in it.
    makeIndex('acme-idx-import', clock, {
      config: { dimensions: 384, metric: 'euclidean' },
      info: null,
    }),
  ];
}

function item(index: VectorizeIndex): object {
  return {
    name: index.name,
    description: index.description,
    config: index.config,
    created_on: index.createdOn,
    modified_on: index.modifiedOn,
  };
}

/** Vectorize: indexes of vectors. */
export const vectorize: SimulatedProduct<VectorizeIndex> = {
  resources: ({ clock }) => acmeIndexes(clock),
  make: (name, { clock }) => makeIndex(name, clock),
  taggedAs: 'vectorize_index',
  auditedAs: {
    product: 'vectorize',
    resourceType: 'index',
    path: '/vectorize/v2/indexes',
  },
  bindingFor: ({ name }) => ({ type: 'vectorize', index_name: name }),
  routes: [
    {
      path,
      permissions,
      answer: (request, account) =>
        unpaged(request, account.of(vectorize).list(), item),
    },
    {
      path: `${path}/{index}/info`,
      permissions,
      answer: ({ params }, account) => {
        const { info, config } = indexOf(account, params.index);
        return succeeded(info && { dimensions: config.dimensions, ...info });
      },
    },
    {
      path: `${path}/{index}/metadata_index/list`,
      permissions,
      answer: (request, account) =>
        unpaged(
          request,
          indexOf(account, request.params.index).metadataIndexes,
          index => index,
          'metadataIndexes',
        ),
    },
  ],
  datasets: {
    vectorizeV2StorageAdaptiveGroups: {
      dimensions: ['indexName'],
      max: ['vectorCount', 'storedVectorDimensions'],
      rows: (account, window) =>
        hours(account, window, ({ info, config }) =>
          info?.processedUpToDatetime
            ? {
                max: {
                  vectorCount: info.vectorCount,
                  storedVectorDimensions: info.vectorCount * config.dimensions,
                },
              }
            : undefined,
        ),
    },
    vectorizeV2WritesAdaptiveGroups: {
      dimensions: ['indexName'],
      sum: ['addedVectorCount', 'deletedVectorCount'],
      rows: (account, window) =>
        hours(account, window, ({ hourlyWrites }, load) =>
          hourlyWrites > 0
            ? {
                sum: {
                  addedVectorCount: Math.ceil(hourlyWrites * load),
                  deletedVectorCount: Math.floor(hourlyWrites * load * 0.1),
                },
              }
            : undefined,
        ),
    },
    vectorizeV2QueriesAdaptiveGroups: {
      dimensions: ['indexName'],
      count: true,
      sum: ['queriedVectorDimensions'],
      rows: (account, window) =>
        hours(account, window, ({ hourlyQueries, config }, load) => {
          const count = Math.ceil(hourlyQueries * load);
          return count > 0
            ? {
                count,
                sum: { queriedVectorDimensions: count * config.dimensions },
              }
            : undefined;
        }),
    },
  },
};

function indexOf(account: SimulatedAccount, name: string): VectorizeIndex {
  const index = account.of(vectorize).named(name);
  if (!index) throw new ApiFailure(404, 3000, 'vectorize.index.not_found');
  return index;
}

function* hours(
  account: SimulatedAccount,
  window: TimeWindow,
  told: (
    index: VectorizeIndex,
    load: number,
  ) => Omit<ActivityRow, 'time' | 'dimensions'> | undefined,
): Iterable<ActivityRow> {
  for (const index of account.of(vectorize).list()) {
    yield* hourly(window, `vectorize/${index.name}`, load => {
      const row = told(index, load);
      return row && { ...row, dimensions: { indexName: index.name } };
    });
  }
}
