import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AnalyticsDatasetWriter,
  ANNOTATION_CLOUDFLARE_ACCOUNT,
  ANNOTATION_CLOUDFLARE_NAME,
  productOfResourceType,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { isSynced, readEntities } from '../../catalog/readEntities';

const PARAMETER = 'spec.parameters.analyticsDatasets';

const parametersSchema = z.object({ analyticsDatasets: z.array(z.string()) });

/**
 * Who writes to which dataset, as the catalog knows it from the bindings of
 * Workers and Pages projects, and the credentials may see.
 */
export async function datasetWriters(
  catalog: CatalogService,
  account: string,
  credentials: BackstageCredentials,
  signal: AbortSignal,
): Promise<Map<string, AnalyticsDatasetWriter[]>> {
  const entities = readEntities(
    catalog,
    {
      query: {
        kind: 'Resource',
        [`metadata.annotations.${ANNOTATION_CLOUDFLARE_ACCOUNT}`]: account,
        [PARAMETER]: { $exists: true },
      },
      fields: ['kind', 'metadata', 'spec.type', PARAMETER],
    },
    credentials,
    signal,
  );
  const writers = new Map<string, AnalyticsDatasetWriter[]>();
  for await (const entity of entities) {
    const { metadata, spec } = entity;
    const product = productOfResourceType(String(spec?.type))?.id;
    const parameters = parametersSchema.safeParse(spec?.parameters).data;
    if (
      parameters &&
      isSynced(entity) &&
      (product === 'workers' || product === 'pages')
    ) {
      const writer = {
        product,
        name:
          metadata.annotations?.[ANNOTATION_CLOUDFLARE_NAME] ?? metadata.name,
        entityRef: stringifyEntityRef(entity),
      };
      for (const dataset of parameters.analyticsDatasets) {
        writers.set(dataset, [...(writers.get(dataset) ?? []), writer]);
      }
    }
  }
  return writers;
}
