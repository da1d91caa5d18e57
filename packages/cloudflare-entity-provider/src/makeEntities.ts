import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { BindingGraph } from './bindingGraph';
import { detailOf } from './details';
import { ListedResource } from './inventory';
import { FoundOwnership } from './ownership';
import { locationOf, resourceEntity } from './resourceEntity';
import { AnyIngestion, ResourceKind } from './ResourceIngestion';
import { RunContext } from './RunContext';
import { LastKnown } from './SyncStore';

/** Entities that are made between two turns of the event loop. */
const SLICE = 10;

/** A resource and its entity, which is absent when it is kept out of the catalog. */
export interface MadeEntity {
  resource: ListedResource;
  entity?: Entity;
  /** Of the entity. */
  hash?: string;
  lastKnown?: LastKnown;
  /** Owners and systems that tags name, and that are no entity. */
  unknownOwners: string[];
}

/** Makes the entities of resources, as filters and transformers want them. */
export async function makeEntities(
  ingestion: AnyIngestion,
  resources: readonly ListedResource[],
  graph: BindingGraph,
  context: RunContext,
): Promise<MadeEntity[]> {
  const made: MadeEntity[] = [];
  for (const resource of resources) {
    const ownership = context.ownership.of(ingestion, resource);
    resource.orphan = resource.included
      ? graph.orphanOf(ingestion, resource)
      : undefined;
    const entity = resource.included
      ? await makeEntity(ingestion, resource, ownership, graph, context)
      : undefined;
    made.push({
      resource,
      entity,
      hash:
        entity &&
        createHash('sha256').update(JSON.stringify(entity)).digest('hex'),
      lastKnown: lastKnownOf(resource, ownership),
      unknownOwners: ownership.unknown,
    });
    if (made.length % SLICE === 0) {
      await setImmediate();
    }
  }
  return made;
}

/** Undefined, and not empty, when there is nothing: rows are compared. */
function lastKnownOf(
  {
    orphan,
    measured,
    tagsUnread,
    untaggedRuns,
    detailOutdated,
  }: ListedResource,
  { fromTags }: FoundOwnership,
): LastKnown | undefined {
  const known: LastKnown = {
    ...(orphan !== undefined && { orphan }),
    ...fromTags,
    ...(measured && { measured }),
    ...(tagsUnread && { tagsUnread }),
    ...(untaggedRuns > 0 && { untaggedRuns }),
    ...(detailOutdated && { detailOutdated }),
  };
  return Object.keys(known).length > 0 ? known : undefined;
}

async function makeEntity(
  ingestion: AnyIngestion,
  resource: ListedResource,
  ownership: FoundOwnership,
  graph: BindingGraph,
  context: RunContext,
): Promise<Entity | undefined> {
  const { account, provenance, transformers } = context;
  const detail = detailOf(ingestion, resource);
  let entity: Entity | undefined = resourceEntity(
    ingestion,
    resource,
    ingestion.toEntity(resource.item, detail, provenance),
    ownership,
    graph.relationsOf(resource),
    context,
  );
  for (const transform of transformers) {
    entity =
      entity &&
      (await transform(entity, {
        product: ingestion.kind.id,
        account: { key: account.key, accountId: account.accountId },
        qualifiedName: resource.description.qualifiedName,
        tags: resource.tags,
      }));
  }
  if (entity) {
    checkIdentity(entity, ingestion.kind, resource, context);
  }
  return entity;
}

// Entities are found again, and removed, by what they are called, and the
// catalog drops those without a location in silence.
function checkIdentity(
  { kind, metadata, spec }: Entity,
  { type }: ResourceKind,
  { entityName }: ListedResource,
  { account, config }: RunContext,
): void {
  const location = locationOf(account);
  if (
    kind !== 'Resource' ||
    metadata.name !== entityName ||
    metadata.namespace !== config.namespace ||
    spec?.type !== type ||
    metadata.annotations?.[ANNOTATION_LOCATION] !== location ||
    metadata.annotations[ANNOTATION_ORIGIN_LOCATION] !== location
  ) {
    throw new Error(
      `An entity transformer changed kind, namespace, name, type or managed-by annotations of '${entityName}', which have to stay`,
    );
  }
}
