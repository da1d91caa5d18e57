import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';

const ORIGIN = 'cloudflare-provider:';

/** The entities that a request fits and the credentials may see. */
export async function* readEntities(
  catalog: CatalogService,
  request: Parameters<CatalogService['streamEntities']>[0],
  credentials: BackstageCredentials,
  signal: AbortSignal,
): AsyncGenerator<Entity> {
  try {
    for await (const batch of catalog.streamEntities(request, {
      credentials,
    })) {
      signal.throwIfAborted();
      yield* batch;
    }
  } catch (error) {
    throw unreadable(error, signal);
  }
}

/** Reads an entity; undefined when there is none that the credentials may see. */
export async function readEntity(
  catalog: CatalogService,
  entityRef: string,
  credentials: BackstageCredentials,
  signal: AbortSignal,
): Promise<Entity | undefined> {
  try {
    return await catalog.getEntityByRef(entityRef, { credentials });
  } catch (error) {
    throw unreadable(error, signal);
  }
}

/** Whether the sync brought an entity: one that is written by hand proves nothing. */
export function isSynced({ metadata }: Entity): boolean {
  const origin = metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
  return origin?.startsWith(ORIGIN) ?? false;
}

function unreadable(cause: unknown, signal: AbortSignal): Error {
  signal.throwIfAborted();
  return new CloudflareApiError(
    { kind: 'unavailable', message: 'The catalog could not be read' },
    { cause },
  );
}
