import { JsonObject } from '@backstage/types';
import {
  CfDurableObject,
  CfMetrics,
} from '@cloudflare-backstage/cloudflare-client';
import {
  durableObjectName,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import { roundedCount } from '../rounding';

/** Durable Objects: a Resource per namespace. Objects are never listed. */
export const durableObjectsIngestion: ResourceIngestion<CfDurableObject> = {
  kind: kindOfProduct(products.durableObjects),
  version: 1,
  entityTags: ['durable-objects'],
  taggedAs: 'durable_object_namespace',
  bindingTargets: {
    durable_object_namespace: ({ targetId, targetName, targetScope }) => {
      if (targetId !== undefined) {
        return { id: targetId };
      }
      // A class without a script is one of the Worker's own.
      return targetName !== undefined && targetScope !== undefined
        ? { name: `${targetScope}:${targetName}` }
        : undefined;
    },
  },
  list: (client, options) => client.durableObjects.list(options),
  describe: namespace => ({
    id: namespace.id,
    qualifiedName: durableObjectName(namespace),
    title: durableObjectName(namespace),
    tags: [],
  }),
  toEntity: namespace => ({
    description: describe(namespace),
    parameters: {
      class: namespace.className,
      scriptName: namespace.scriptName,
      namespaceName: namespace.name,
      ...(isOrphaned(namespace) && { scriptDeleted: true }),
      ...(namespace.usesSqlite !== undefined && {
        storage: namespace.usesSqlite ? 'sqlite' : 'key-value',
      }),
    },
  }),
  bindings: ({ scriptName }) =>
    scriptName === undefined
      ? []
      : [
          {
            type: 'service',
            name: '',
            targetName: scriptName,
            parameter: 'worker',
          },
        ],
  measure: (_namespaces, { durableObjects }: CfMetrics) => {
    const storage = durableObjects?.sqlStorage;
    if (!storage?.complete) {
      return undefined;
    }
    const latest = new Map<string, { date: string; bytes: number }>();
    for (const { namespaceId, date, bytes } of storage.rows) {
      const known = latest.get(namespaceId);
      if (bytes !== undefined && (!known || known.date < date)) {
        latest.set(namespaceId, { date, bytes });
      }
    }
    return new Map(
      [...latest].map(([id, { bytes }]): [string, JsonObject] => [
        id,
        { storedBytesApprox: roundedCount(bytes) },
      ]),
    );
  },
};

function isOrphaned({ className, scriptName }: CfDurableObject): boolean {
  return className === undefined && scriptName === undefined;
}

function describe(namespace: CfDurableObject): string {
  if (isOrphaned(namespace)) {
    return 'Cloudflare Durable Objects whose Worker was deleted.';
  }
  switch (namespace.usesSqlite) {
    case true:
      return 'Cloudflare Durable Object class that stores in SQLite.';
    case false:
      return 'Cloudflare Durable Object class that stores keys and values.';
    default:
      return 'Cloudflare Durable Object class.';
  }
}
