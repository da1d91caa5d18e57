import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Attention, attentionOf } from '../catalog/attention';
import { CloudflareResource } from '../catalog/cloudflareResource';

/** A row of the inventory: what it is filtered by is made once. */
export interface InventoryItem {
  resource: CloudflareResource;
  /** Full entity ref. */
  owner?: string;
  /** Full entity ref. */
  system?: string;
  attention: readonly Attention[];
}

/** The row of a resource. */
export function toInventoryItem(
  resource: CloudflareResource,
  production: readonly string[],
): InventoryItem {
  const { entity } = resource;
  const namespace = entity.metadata.namespace;
  return {
    resource,
    owner: refOf(resource.owner, 'group', namespace),
    system: refOf(entity.spec?.system, 'system', namespace),
    attention: attentionOf(resource, production),
  };
}

/** People write refs short, and wrong. */
function refOf(
  value: unknown,
  defaultKind: string,
  defaultNamespace: string | undefined,
): string | undefined {
  try {
    return typeof value === 'string'
      ? stringifyEntityRef(
          parseEntityRef(value, { defaultKind, defaultNamespace }),
        )
      : undefined;
  } catch {
    return undefined;
  }
}
