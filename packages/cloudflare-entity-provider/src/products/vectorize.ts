import { JsonObject } from '@backstage/types';
import {
  CfMetrics,
  CfVectorizeIndex,
  latestFigures,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import { roundedCount } from '../rounding';

/**
 * Vectorize: a Resource per index. How many vectors are in it comes from the
 * account's metrics.
 */
export const vectorizeIngestion: ResourceIngestion<CfVectorizeIndex> = {
  kind: kindOfProduct(products.vectorize),
  version: 1,
  entityTags: ['vectorize', 'ai'],
  taggedAs: 'vectorize_index',
  bindingTargets: { vectorize: ({ targetName }) => ({ name: targetName }) },
  list: (client, options) => client.vectorize.list(options),
  describe: index => ({
    id: index.name,
    qualifiedName: index.name,
    title: index.name,
    tags: [],
    lastChange: index.modifiedAt ?? index.createdAt,
  }),
  toEntity: index => ({
    description: index.preset
      ? 'Cloudflare Vectorize index that was made for an embedding model.'
      : 'Cloudflare Vectorize index.',
    parameters: {
      indexName: index.name,
      dimensions: index.dimensions,
      metric: index.metric,
      preset: index.preset,
      createdAt: index.createdAt,
      modifiedAt: index.modifiedAt,
    },
  }),
  measure: (_items, { vectorize }: CfMetrics) => {
    const storage = vectorize?.storage;
    if (!storage?.complete) {
      return undefined;
    }
    const latest = latestFigures(storage.rows, {
      resource: row => row.index,
      time: row => row.hour,
      figure: row => row.vectorCount,
    });
    return new Map(
      [...latest].map(([name, vectors]): [string, JsonObject] => [
        name,
        { vectorsApprox: roundedCount(vectors) },
      ]),
    );
  },
};
