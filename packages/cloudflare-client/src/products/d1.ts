import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { Connection } from '../Connection';
import { maybe, parseOne } from '../parsing';
import { pathParameter } from '../transport/allowed';
import type { Subject } from '../transport/envelope';
import { readNumbered } from '../transport/listed';
import type { CfD1Db, CfD1Detail, D1Area } from './d1.types';

const DATABASES_PER_PAGE = 10_000;

const DATABASES: Subject = {
  area: 'd1',
  product: 'd1',
  what: 'the D1 databases',
  permission: 'D1 Read',
};

const text = maybe(z.string());
const count = maybe(z.number().nonnegative());

const databaseFields = z.object({
  uuid: z.string(),
  name: z.string(),
  created_at: text,
  version: text,
  jurisdiction: text,
});

function toDatabase(raw: z.infer<typeof databaseFields>): CfD1Db {
  return {
    id: raw.uuid,
    name: raw.name,
    createdAt: raw.created_at,
    version: raw.version,
    jurisdiction: raw.jurisdiction,
  };
}

const databaseSchema = databaseFields.transform(toDatabase);

const detailSchema = databaseFields
  .extend({
    file_size: count,
    num_tables: count,
    running_in_region: text,
    read_replication: maybe(z.object({ mode: text })),
  })
  .transform(
    (raw): CfD1Detail => ({
      ...toDatabase(raw),
      sizeBytes: raw.file_size,
      tables: raw.num_tables,
      region: raw.running_in_region,
      readReplication: raw.read_replication?.mode,
    }),
  );

function createD1Area(connection: Connection): D1Area {
  const account_id = connection.accountId;
  return {
    list: options =>
      readNumbered({
        subject: DATABASES,
        schema: databaseSchema,
        identify: database => database.id,
        perPage: DATABASES_PER_PAGE,
        read: (page, per_page) =>
          connection.read(DATABASES, options, (sdk, send) =>
            sdk.d1.database.list({ account_id, page, per_page }, send),
          ),
      }),
    async get(databaseId, options) {
      const database: Subject = {
        ...DATABASES,
        what: 'a D1 database',
        named: true,
      };
      const id = pathParameter(databaseId, 'database id');
      const { result } = await connection.read(database, options, (sdk, send) =>
        sdk.d1.database.get(id, { account_id }, send),
      );
      return parseOne(detailSchema, result, database);
    },
  };
}

/** D1: databases, and what is told of one. */
export const d1Area: AreaDefinition<D1Area> = {
  requests: [
    'GET /accounts/{account}/d1/database',
    'GET /accounts/{account}/d1/database/{database}',
  ],
  create: createD1Area,
};
