import {
  CfAiSearchIndex,
  CfAiSearchJob,
  CfAiSearchStats,
  Page,
} from '@cloudflare-backstage/cloudflare-client';
import {
  AiSearchHealth,
  AiSearchIndex,
  AiSearchJob,
  aiSearchQualifiedName,
  isSuccessfulAiSearchJob,
  lastSuccessfulAiSearchJob,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { outcomeOf } from '../reading/outcomeOf';
import { ResourceDirectory } from '../reading/ResourceDirectory';
import { problemsOf } from '../reading/SharedListing';
import { personal } from '../redaction/marks';
import { listFields, resourceName } from '../routing/fields';
import { route } from '../routing/route';
import { ProductBackend } from './ProductBackend';

const product = products.aiSearch;
/** Listings of the inventory may be this old. */
const LIST_MS = 30_000;

const indexSchema = z.object({
  name: z.string(),
  id: z.string(),
  namespace: z.string().optional(),
  connector: z.string().optional(),
  source: z.string().optional(),
  sourceJurisdiction: z.string().optional(),
  status: z.string().optional(),
  enabled: z.boolean().optional(),
  paused: z.boolean().optional(),
  createdAt: z.string().optional(),
  modifiedAt: z.string().optional(),
  lastActivityAt: z.string().optional(),
  embeddingModel: z.string().optional(),
  aiGatewayId: z.string().optional(),
  syncIntervalSeconds: z.number().optional(),
}) satisfies z.ZodType<AiSearchIndex>;

const healthSchema = indexSchema
  .pick({
    name: true,
    connector: true,
    source: true,
    aiGatewayId: true,
    status: true,
    enabled: true,
    paused: true,
    lastActivityAt: true,
    syncIntervalSeconds: true,
  })
  .extend({
    documentsState: z.enum(['counted', 'degraded', 'unknown']),
    documents: z
      .object({
        indexed: z.number().optional(),
        errors: z.number().optional(),
        queued: z.number().optional(),
        running: z.number().optional(),
        skipped: z.number().optional(),
        outdated: z.number().optional(),
      })
      .optional(),
    vectors: z.number().optional(),
    lastSuccessState: z.enum(['found', 'none', 'not-recent', 'unknown']),
    lastSuccessAt: z.string().optional(),
    jobs: z
      .array(
        z.object({
          id: z.string(),
          startedBy: z.string(),
          startedAt: z.string().optional(),
          endedAt: z.string().optional(),
          // Tells who cancelled it, too.
          endReason: personal(z.string(), 'text').optional(),
          outcome: z.enum(['succeeded', 'not-succeeded', 'running']),
        }),
      )
      .optional(),
  }) satisfies z.ZodType<AiSearchHealth>;

/** AI Search. */
export const aiSearchBackend: ProductBackend = {
  routes: aiSearchRoutes,
  tokenPermissionChecks: {
    'AI Search Read': (client, options) => client.aiSearch.list(options),
  },
};

function aiSearchRoutes() {
  const indexes = new ResourceDirectory<CfAiSearchIndex>({
    product,
    list: ({ client }) => client.aiSearch.list(),
    qualifiedName: aiSearchQualifiedName,
    aliases: ({ id, namespace = 'default' }) => [id, `${namespace}:${id}`],
  });

  return [
    route({
      method: 'get',
      path: '/v1/ai-search/indexes',
      summary: 'AI Search instances of all namespaces, by name',
      access: product.permission,
      scope: 'account',
      query: z.object(listFields),
      response: z.array(indexSchema),
      cacheTtl: 60,
      async handler({ account, query }) {
        const page = await indexes.page(account, query);
        return {
          data: page.items.map(index => ({
            ...index,
            name: aiSearchQualifiedName(index),
          })),
          problems: page.problems,
          nextCursor: page.nextCursor,
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/ai-search/:index/health',
      summary:
        'Documents and errors of an AI Search instance, and its last successful job',
      access: product.permission,
      scope: 'account',
      params: z.object({ index: resourceName }),
      response: healthSchema,
      cacheTtl: 60,
      async handler({ account, params, signal }) {
        const { aiSearch } = account.client;
        const found = await indexes.find(account, params.index);
        const name = aiSearchQualifiedName(found);
        const [known, stats, jobs] = await Promise.all([
          indexes.list(account, Date.now() - LIST_MS),
          outcomeOf(aiSearch.stats(found, { signal })),
          outcomeOf(aiSearch.jobs(found, { signal })),
        ]);
        const index =
          known.listing.items.find(
            item => aiSearchQualifiedName(item) === name,
          ) ?? found;
        return {
          data: {
            name,
            connector: index.connector,
            source: index.source,
            aiGatewayId: index.aiGatewayId,
            status: index.status,
            enabled: index.enabled,
            paused: index.paused,
            lastActivityAt: index.lastActivityAt,
            syncIntervalSeconds: index.syncIntervalSeconds,
            ...toDocuments(stats.value),
            ...toJobs(jobs.value),
          },
          problems: [
            ...problemsOf(known),
            ...[stats, jobs].flatMap(({ problem }) => problem ?? []),
          ],
        };
      },
    }),
  ];
}

function toDocuments(stats: CfAiSearchStats | undefined) {
  if (!stats) {
    return { documentsState: 'unknown' as const };
  }
  const { degraded, completed, error, vectors } = stats;
  if (degraded) {
    return { documentsState: 'degraded' as const, vectors };
  }
  const { queued, running, skipped, outdated } = stats;
  if (completed === undefined && error === undefined) {
    return { documentsState: 'unknown' as const, vectors };
  }
  return {
    documentsState: 'counted' as const,
    documents: {
      indexed: completed,
      errors: error,
      queued,
      running,
      skipped,
      outdated,
    },
    vectors,
  };
}

function toJobs(page: Page<CfAiSearchJob> | undefined) {
  if (!page) {
    return { lastSuccessState: 'unknown' as const };
  }
  const success = lastSuccessfulAiSearchJob(page.items);
  const withoutSuccess = page.nextCursor === undefined ? 'none' : 'not-recent';
  return {
    lastSuccessState: success ? ('found' as const) : withoutSuccess,
    lastSuccessAt: success?.endedAt,
    jobs: page.items.map(job => ({ ...job, outcome: outcomeOfJob(job) })),
  } satisfies Pick<
    AiSearchHealth,
    'lastSuccessState' | 'lastSuccessAt' | 'jobs'
  >;
}

function outcomeOfJob(job: CfAiSearchJob): AiSearchJob['outcome'] {
  if (job.endedAt === undefined) {
    return 'running';
  }
  return isSuccessfulAiSearchJob(job) ? 'succeeded' : 'not-succeeded';
}
