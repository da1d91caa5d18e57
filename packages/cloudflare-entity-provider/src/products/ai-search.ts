import { JsonObject } from '@backstage/types';
import {
  CfAiSearchIndex,
  CloudflareClient,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import {
  aiSearchQualifiedName,
  lastSuccessfulAiSearchJob,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import type { ResourceReference } from '../ResourceIngestion';
import { roundedCount, roundedHour } from '../rounding';

const detail = z.object({
  degraded: z.boolean().optional(),
  documents: z.number().optional(),
  errors: z.number().optional(),
  /** When the successful job that ended last did so. */
  lastSuccessAt: z.string().optional(),
  /** Jobs were read to the first one: without a success there was never one. */
  allJobsRead: z.boolean(),
});
type IndexDetail = z.infer<typeof detail>;

/** AI Search: a Resource per instance, with its last successful crawl. */
export const aiSearchIngestion: ResourceIngestion<
  CfAiSearchIndex,
  IndexDetail
> = {
  kind: kindOfProduct(products.aiSearch),
  version: 1,
  entityTags: ['ai-search', 'ai'],
  bindingTargets: {
    ai_search: targetOf,
    ai_search_namespace: targetOf,
  },
  // A binding to Workers AI, and the REST API, reach every instance unnamed.
  usedFromOutside: true,
  list: (client, options) => client.aiSearch.list(options),
  describe: index => ({
    // The native id is unique in its namespace only.
    id: aiSearchQualifiedName(index),
    qualifiedName: aiSearchQualifiedName(index),
    title: aiSearchQualifiedName(index),
    tags: [],
    changeToken: `${index.modifiedAt} ${index.lastActivityAt}`,
    lastChange: index.modifiedAt ?? index.createdAt,
  }),
  detail: { schema: detail, read: readDetail },
  toEntity: (index, known) => ({
    description: describe(index),
    parameters: {
      ...(index.connector !== undefined && { connectors: [index.connector] }),
      namespace: index.namespace,
      source: index.source,
      enabled: index.enabled,
      paused: index.paused,
      status: index.status,
      embeddingModel: index.embeddingModel,
      syncIntervalSeconds: index.syncIntervalSeconds,
      publicEndpoint: index.publicEndpoint,
      aiGatewayId: index.aiGatewayId,
      createdAt: index.createdAt,
      modifiedAt: index.modifiedAt,
      ...(known && knownParameters(index, known)),
    },
  }),
  bindings: ({ connector, source, sourceJurisdiction, aiGatewayId }) => {
    const references: ResourceReference[] = [];
    if (connector === 'r2' && source !== undefined) {
      references.push({
        type: 'r2_bucket',
        name: '',
        targetName: source,
        targetScope: sourceJurisdiction,
        parameter: 'sourceBucket',
      });
    }
    if (aiGatewayId !== undefined) {
      references.push({
        type: 'ai_gateway',
        name: '',
        targetName: aiGatewayId,
        parameter: 'aiGateway',
      });
    }
    return references;
  },
};

/** A binding to a whole namespace names no instance. */
function targetOf(binding: { targetName?: string; targetScope?: string }) {
  const { targetName, targetScope } = binding;
  return targetName === undefined
    ? undefined
    : {
        name: aiSearchQualifiedName({ id: targetName, namespace: targetScope }),
      };
}

async function readDetail(
  client: CloudflareClient,
  index: CfAiSearchIndex,
  _previous: IndexDetail | undefined,
  options: ReadOptions,
): Promise<IndexDetail> {
  const [stats, jobs] = await Promise.all([
    client.aiSearch.stats(index, options),
    client.aiSearch.jobs(index, options),
  ]);
  return {
    degraded: stats.degraded,
    documents: stats.completed,
    errors: stats.error,
    lastSuccessAt: lastSuccessfulAiSearchJob(jobs.items)?.endedAt,
    allJobsRead: jobs.nextCursor === undefined,
  };
}

function knownParameters(
  { connector }: CfAiSearchIndex,
  { degraded, documents, errors, lastSuccessAt, allJobsRead }: IndexDetail,
): JsonObject {
  const isCrawled = connector !== undefined && connector !== 'built-in';
  return {
    ...(degraded && { countsAvailable: false }),
    ...(documents !== undefined && { documents: roundedCount(documents) }),
    ...(errors !== undefined && { documentErrors: roundedCount(errors) }),
    ...(lastSuccessAt !== undefined && {
      lastCrawlAt: roundedHour(lastSuccessAt),
    }),
    ...(isCrawled &&
      allJobsRead &&
      lastSuccessAt === undefined &&
      // How long Cloudflare keeps jobs is not known; what is there was crawled.
      documents === 0 && { neverCrawled: true }),
  };
}

function describe({ connector }: CfAiSearchIndex): string {
  switch (connector) {
    case 'website':
      return 'Cloudflare AI Search instance that indexes a website.';
    case 'r2':
      return 'Cloudflare AI Search instance that indexes an R2 bucket.';
    case 'built-in':
      return 'Cloudflare AI Search instance that indexes uploaded items.';
    default:
      return 'Cloudflare AI Search instance.';
  }
}
