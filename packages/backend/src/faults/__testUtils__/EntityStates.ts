import { FaultyBackend } from './startFaultyBackend';

/** What the catalog says of each Cloudflare entity, by name. */
export type EntityStates = ReadonlyMap<string, string>;

export async function readEntities({
  entities,
}: Pick<FaultyBackend, 'entities'>): Promise<EntityStates> {
  return new Map(
    [...(await entities())].map(
      ([name, { metadata, spec, relations = [] }]) => [
        name,
        JSON.stringify(
          {
            annotations: metadata.annotations,
            spec,
            relations: relations
              .map(({ type, targetRef }) => `${type} ${targetRef}`)
              .sort(),
          },
          withoutFigures,
        ),
      ],
    ),
  );
}

/** Metrics are read anew every hour. */
function withoutFigures(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? undefined : value;
}
