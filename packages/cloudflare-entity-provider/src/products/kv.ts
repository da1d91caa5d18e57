import {
  CfKvNamespace,
  CfMetrics,
  latestFigures,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { JsonObject } from '@backstage/types';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import { roundedCount } from '../rounding';

/** KV: a Resource per namespace. Keys are never listed in a sync. */
export const kvIngestion: ResourceIngestion<CfKvNamespace> = {
  kind: kindOfProduct(products.kv),
  version: 1,
  entityTags: ['kv'],
  taggedAs: 'kv_namespace',
  bindingTargets: { kv_namespace: ({ targetId }) => ({ id: targetId }) },
  list: (client, options) => client.kv.list(options),
  describe: ({ id, title }) => ({
    id,
    qualifiedName: title,
    title,
    tags: [],
  }),
  toEntity: ({ id, jurisdiction }) => ({
    description: jurisdiction
      ? 'Cloudflare KV namespace that keeps its data in one jurisdiction.'
      : 'Cloudflare KV namespace.',
    jurisdiction,
    parameters: { namespaceId: id },
  }),
  measure: (_namespaces, { kv }: CfMetrics) => {
    const storage = kv?.storage;
    if (!storage?.complete) {
      return undefined;
    }
    const latest = latestFigures(storage.rows, {
      resource: row => row.namespaceId,
      time: row => row.date,
      figure: row => row,
    });
    return new Map(
      [...latest].map(
        ([id, { keyCount, bytes, date }]): [string, JsonObject] => [
          id,
          {
            ...(keyCount !== undefined && {
              keysApprox: roundedCount(keyCount),
            }),
            ...(bytes !== undefined && { bytesApprox: roundedCount(bytes) }),
            countedOn: date,
          },
        ],
      ),
    );
  },
};
