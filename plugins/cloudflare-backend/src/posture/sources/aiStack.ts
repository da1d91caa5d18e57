import {
  CfAiGateway,
  CfAiSearchJob,
  CfVectorizeInfo,
} from '@cloudflare-backstage/cloudflare-client';
import { lastSuccessfulAiSearchJob } from '@cloudflare-backstage/plugin-cloudflare-common';
import { upstreamSource } from './upstreamSource';

/** Pages of jobs, newest first, among which a success is looked for. */
const MOST_PAGES = 5;

/** The AI gateways of an account, by their ids. */
export const listedGateways = upstreamSource<ReadonlyMap<string, CfAiGateway>>(
  'AI gateways',
  async ({ client }, _key, options) => {
    const { items, complete, problems } = await client.aiGateway.list(options);
    return {
      value: new Map(items.map(gateway => [gateway.id, gateway])),
      ...(!complete && { incomplete: problems[0] }),
    };
  },
);

/** What is in the Vectorize index with the name in the key. */
export const indexInfo = upstreamSource<CfVectorizeInfo>(
  'index info',
  async ({ client }, key, options) => ({
    value: await client.vectorize.info(key, options),
  }),
);

/** The newest success of the jobs of an AI Search instance. */
export interface LastCrawl {
  /** Null: none of all jobs was one. Absent: those that were read were not. */
  lastSuccess?: CfAiSearchJob | null;
}

/** The jobs of the AI Search instance with the qualified name in the key. */
export const lastCrawl = upstreamSource<LastCrawl>(
  'crawl jobs',
  async ({ client }, key, options) => {
    const [id, namespace] = key.split(':').reverse();
    let cursor: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page = await client.aiSearch.jobs(
        { id, namespace },
        { ...options, cursor },
      );
      const lastSuccess = lastSuccessfulAiSearchJob(page.items);
      cursor = page.nextCursor;
      if (lastSuccess || cursor === undefined) {
        return { value: { lastSuccess: lastSuccess ?? null } };
      }
    }
    return {
      value: {},
      incomplete: {
        kind: 'incomplete',
        product: 'aiSearch',
        message: `AI Search instance '${id}': none of the newest jobs was successful, and there are more jobs than are read`,
      },
    };
  },
);
