import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { Connection } from '../Connection';
import { maybe, parseOne, timestamp } from '../parsing';
import { pathParameter } from '../transport/allowed';
import type { Subject } from '../transport/envelope';
import { readWhole } from '../transport/listed';
import type {
  CfVectorizeIndex,
  CfVectorizeInfo,
  CfVectorizeMetadataIndex,
  VectorizeArea,
} from './vectorize.types';

const INDEXES: Subject = {
  area: 'vectorize',
  product: 'vectorize',
  what: 'the Vectorize indexes',
  permission: 'Vectorize Read',
};

const text = maybe(z.string());
const count = maybe(z.number().nonnegative());

const indexSchema = z
  .object({
    name: z.string(),
    description: text,
    config: maybe(z.object({ dimensions: count, metric: text, preset: text })),
    created_on: text,
    modified_on: text,
  })
  .transform(
    (raw): CfVectorizeIndex => ({
      name: raw.name,
      description: raw.description || undefined,
      dimensions: raw.config?.dimensions,
      metric: raw.config?.metric,
      preset: raw.config?.preset,
      createdAt: raw.created_on,
      modifiedAt: raw.modified_on,
    }),
  );

/** Null where Cloudflare has nothing to tell of an index. */
const infoSchema = z
  .object({
    dimensions: count,
    vectorCount: count,
    processedUpToDatetime: timestamp.nullish(),
  })
  .nullable()
  .transform(
    (raw): CfVectorizeInfo => ({
      dimensions: raw?.dimensions,
      vectorCount: raw?.vectorCount,
      processedUpTo: raw?.processedUpToDatetime,
    }),
  );

const metadataIndexSchema = z
  .object({ propertyName: z.string(), indexType: text })
  .transform(
    (raw): CfVectorizeMetadataIndex => ({
      property: raw.propertyName,
      type: raw.indexType,
    }),
  );

function createVectorizeArea(connection: Connection): VectorizeArea {
  const account_id = connection.accountId;
  const subject = (what: string): Subject => ({
    ...INDEXES,
    what,
    named: true,
  });
  return {
    list: options =>
      readWhole({
        subject: INDEXES,
        schema: indexSchema,
        identify: index => index.name,
        read: () =>
          connection.read(INDEXES, options, (sdk, send) =>
            sdk.vectorize.indexes.list({ account_id }, send),
          ),
      }),
    async info(indexName, options) {
      const info = subject(`what is in Vectorize index '${indexName}'`);
      const name = pathParameter(indexName, 'index name');
      const { result } = await connection.read(info, options, (sdk, send) =>
        sdk.vectorize.indexes.info(name, { account_id }, send),
      );
      return parseOne(infoSchema, result, info);
    },
    async metadataIndexes(indexName, options) {
      const indexes = subject(
        `the metadata indexes of Vectorize index '${indexName}'`,
      );
      const name = pathParameter(indexName, 'index name');
      return readWhole({
        subject: indexes,
        schema: metadataIndexSchema,
        identify: index => index.property,
        within: 'metadataIndexes',
        read: () =>
          connection.read(indexes, options, (sdk, send) =>
            sdk.vectorize.indexes.metadataIndex.list(
              name,
              { account_id },
              send,
            ),
          ),
      });
    },
  };
}

/** Vectorize: indexes of vectors, and how much is in them. */
export const vectorizeArea: AreaDefinition<VectorizeArea> = {
  requests: [
    'GET /accounts/{account}/vectorize/v2/indexes',
    'GET /accounts/{account}/vectorize/v2/indexes/{index}/info',
    'GET /accounts/{account}/vectorize/v2/indexes/{index}/metadata_index/list',
  ],
  create: createVectorizeArea,
};
