import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { Connection } from '../Connection';
import { maybe, parseOne } from '../parsing';
import { pathParameter } from '../transport/allowed';
import type { Subject } from '../transport/envelope';
import { readNumbered } from '../transport/listed';
import { readNumberedPage } from '../transport/paged';
import type {
  AiSearchArea,
  CfAiSearchIndex,
  CfAiSearchIndexRef,
  CfAiSearchJob,
  CfAiSearchStats,
} from './ai-search.types';

const INSTANCES_PER_PAGE = 100;
/** The server's own size; that it takes another is documented nowhere. */
const JOBS_PER_PAGE = 20;

function subject(what: string, more: Partial<Subject> = {}): Subject {
  return {
    area: 'aiSearch',
    product: 'aiSearch',
    what,
    permission: 'AI Search Read',
    ...more,
  };
}

const INSTANCES = subject('the AI Search instances');

const text = maybe(z.string());
const flag = maybe(z.boolean());
const count = maybe(z.number());

function connectorOf(type: string | null | undefined): string | undefined {
  if (type === null) {
    return 'built-in';
  }
  return type === 'web-crawler' ? 'website' : type;
}

function jurisdictionOf(name: string | undefined): string | undefined {
  return name === '' || name === 'default' ? undefined : name;
}

/** Of an address only what tells where it is: the rest can hold a credential. */
function sourceOf(source: string | undefined): string | undefined {
  if (!source?.includes('://')) {
    // A bucket, or an address that is written without its scheme.
    return source?.replace(/[?#].*/s, '').replace(/^[^/]*@/, '');
  }
  const url = URL.canParse(source) ? new URL(source) : undefined;
  return url && `${url.protocol}//${url.host}${url.pathname}`;
}

function hasPublicEndpoint(raw: {
  public_endpoint_id?: string | null;
  public_endpoint_params?: { enabled?: boolean };
}): boolean | undefined {
  const { public_endpoint_id: id, public_endpoint_params: parameters } = raw;
  return id === undefined ? undefined : !!id && parameters?.enabled !== false;
}

const instanceSchema = z
  .object({
    id: z.string().min(1),
    namespace: text,
    type: z.string().nullish(),
    source: text,
    // Nothing else of it: there are headers with credentials in it.
    source_params: maybe(z.object({ r2_jurisdiction: text })),
    status: text,
    enable: flag,
    paused: flag,
    created_at: text,
    modified_at: text,
    last_activity: text,
    embedding_model: text,
    ai_gateway_id: text,
    sync_interval: count,
    public_endpoint_id: z.string().nullish(),
    public_endpoint_params: maybe(z.object({ enabled: flag })),
  })
  .transform(
    (raw): CfAiSearchIndex => ({
      id: raw.id,
      namespace: raw.namespace || undefined,
      connector: connectorOf(raw.type),
      source: sourceOf(raw.source),
      sourceJurisdiction: jurisdictionOf(raw.source_params?.r2_jurisdiction),
      status: raw.status,
      enabled: raw.enable,
      paused: raw.paused,
      createdAt: raw.created_at,
      modifiedAt: raw.modified_at,
      lastActivityAt: raw.last_activity,
      embeddingModel: raw.embedding_model,
      aiGatewayId: raw.ai_gateway_id,
      syncIntervalSeconds: raw.sync_interval,
      publicEndpoint: hasPublicEndpoint(raw),
    }),
  );

const statsSchema = z
  .object({
    degraded: flag,
    completed: count,
    error: count,
    queued: count,
    running: count,
    skipped: count,
    outdated: count,
    last_activity: text,
    engine: maybe(
      z.object({ vectorize: maybe(z.object({ vectorsCount: count })) }),
    ),
  })
  .transform(
    ({ last_activity, engine, ...stats }): CfAiSearchStats => ({
      ...stats,
      vectors: engine?.vectorize?.vectorsCount,
      lastActivityAt: last_activity,
    }),
  );

const jobSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    started_at: text,
    ended_at: text,
    end_reason: text,
  })
  .transform(
    (raw): CfAiSearchJob => ({
      id: raw.id,
      startedBy: raw.source,
      startedAt: raw.started_at,
      endedAt: raw.ended_at,
      endReason: raw.end_reason,
    }),
  );

/** Ids are unique within a namespace: an instance is read through its own. */
function pathOf({ id, namespace }: CfAiSearchIndexRef) {
  return {
    id: pathParameter(id, 'AI Search instance id'),
    name: pathParameter(namespace ?? 'default', 'AI Search namespace'),
  };
}

function createAiSearchArea(connection: Connection): AiSearchArea {
  const account_id = connection.accountId;

  return {
    list: options =>
      readNumbered({
        subject: INSTANCES,
        schema: instanceSchema,
        identify: ({ namespace, id }) => JSON.stringify([namespace, id]),
        perPage: INSTANCES_PER_PAGE,
        read: (page, per_page) =>
          connection.read(INSTANCES, options, (sdk, send) =>
            // Deprecated, and yet the only list over all namespaces.
            sdk.aiSearch.instances.list({ account_id, page, per_page }, send),
          ),
      }),
    async stats(index, options) {
      const { id, name } = pathOf(index);
      const stats = subject(`the state of AI Search instance '${index.id}'`, {
        named: true,
      });
      const { result } = await connection.read(stats, options, (sdk, send) =>
        sdk.aiSearch.namespaces.instances.stats(id, { account_id, name }, send),
      );
      return parseOne(statsSchema, result, stats);
    },
    async jobs(index, options) {
      const { id, name } = pathOf(index);
      const jobs = subject(`the jobs of AI Search instance '${index.id}'`, {
        named: true,
      });
      return readNumberedPage(
        {
          subject: jobs,
          schema: jobSchema,
          identify: job => job.id,
          perPage: JOBS_PER_PAGE,
          read: (page, per_page) =>
            connection.read(jobs, options, (sdk, send) =>
              sdk.aiSearch.namespaces.instances.jobs.list(
                id,
                { account_id, name, page, per_page },
                send,
              ),
            ),
        },
        options,
      );
    },
  };
}

/** AI Search: instances, what is in them, and the jobs that fill them. */
export const aiSearchArea: AreaDefinition<AiSearchArea> = {
  requests: [
    'GET /accounts/{account}/ai-search/instances',
    'GET /accounts/{account}/ai-search/namespaces/{namespace}/instances/{instance}/stats',
    'GET /accounts/{account}/ai-search/namespaces/{namespace}/instances/{instance}/jobs',
  ],
  create: createAiSearchArea,
};
