import { resourceTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { everywhere, without } from './places';

/** The panels of an AI Search instance. */
export const aiSearchPanels: readonly Panel[] = [
  {
    id: 'ai-search-health',
    locate: region('Health'),
    route: /\/cloudflare\/v1\/ai-search\/[^/]+\/health/,
    permission: 'cloudflare.read.aisearch',
    tokenPermission: 'AI Search Read',
    sees: ['Last successful job', '812', 'Under way', 'cancelled by user'],
    // What is not known is told as such: nothing is ever empty.
    places: without(
      everywhere({ path: resourceTab('cf-ai-search-acme-site-index') }),
      'empty',
    ),
    partial: {
      words: "Cannot read the jobs of AI Search instance 'acme-site-index'",
      answer: lacking(
        "Cannot read the jobs of AI Search instance 'acme-site-index'",
        answer => ({
          ...answer,
          data: {
            ...(answer.data as object),
            jobs: undefined,
            lastSuccessState: 'unknown',
            lastSuccessAt: undefined,
          },
        }),
      ),
    },
    inCi: 'failed',
  },
];
