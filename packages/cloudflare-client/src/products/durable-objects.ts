import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import { maybe } from '../parsing';
import type { Subject } from '../transport/envelope';
import { readNumbered } from '../transport/listed';
import type {
  CfDurableObject,
  DurableObjectsArea,
} from './durable-objects.types';

const NAMESPACES_PER_PAGE = 1000;

const NAMESPACES: Subject = {
  area: 'durableObjects',
  product: 'durableObjects',
  what: 'the namespaces of Durable Objects',
  permission: 'Workers Scripts Read',
};

const text = maybe(z.string());

const namespaceSchema = z
  .object({
    id: z.string(),
    name: text,
    class: text,
    script: text,
    use_sqlite: maybe(z.boolean()),
  })
  .transform(
    (raw): CfDurableObject => ({
      id: raw.id,
      name: raw.name || undefined,
      className: raw.class || undefined,
      scriptName: raw.script || undefined,
      usesSqlite: raw.use_sqlite,
    }),
  );

/** Durable Objects: namespaces. */
export const durableObjectsArea: AreaDefinition<DurableObjectsArea> = {
  requests: ['GET /accounts/{account}/workers/durable_objects/namespaces'],
  create: connection => {
    const account_id = connection.accountId;
    return {
      list: options =>
        readNumbered({
          subject: NAMESPACES,
          schema: namespaceSchema,
          identify: namespace => namespace.id,
          perPage: NAMESPACES_PER_PAGE,
          read: (page, per_page) =>
            connection.read(NAMESPACES, options, (sdk, send) =>
              sdk.durableObjects.namespaces.list(
                { account_id, page, per_page },
                send,
              ),
            ),
        }),
    };
  },
};
