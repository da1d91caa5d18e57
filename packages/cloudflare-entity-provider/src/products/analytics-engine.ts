import { CfAnalyticsEngineDataset } from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';

/**
 * Analytics Engine: a Resource per dataset that holds data. What is bound and
 * was never written to does not exist for Cloudflare; those that bind it name
 * it in `analyticsDatasets`.
 */
export const analyticsEngineIngestion: ResourceIngestion<CfAnalyticsEngineDataset> =
  {
    kind: kindOfProduct(products.analyticsEngine),
    version: 1,
    entityTags: ['analytics-engine'],
    bindingTargets: {
      analytics_engine: ({ targetName }) => ({ name: targetName }),
    },
    createdByUse: true,
    list: (client, options) => client.analyticsEngine.datasets(options),
    describe: ({ name }) => ({
      // Cloudflare has no id for datasets.
      id: name,
      qualifiedName: name,
      title: name,
      tags: [],
    }),
    toEntity: ({ name }) => ({
      description: 'Cloudflare Workers Analytics Engine dataset.',
      parameters: { dataset: name },
    }),
  };
