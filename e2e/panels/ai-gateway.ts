import { resourceTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { everywhere, without } from './places';

const tab = { path: resourceTab('cf-ai-gateway-acme-ai-gateway') };
const shared = {
  permission: 'cloudflare.read.aigateway',
  tokenPermission: 'AI Gateway Read',
  // What is not known is told as such: nothing is ever empty.
  places: without(everywhere(tab), 'empty'),
};

/** The panels of an AI Gateway. */
export const aiGatewayPanels: readonly Panel[] = [
  {
    ...shared,
    id: 'ai-gateway-metrics',
    locate: region('Traffic of the last 24 hours'),
    route: /\/cloudflare\/v1\/ai-gateway\/[^/]+\/metrics/,
    sees: ['Cache hit rate', 'Cost, estimated', 'gpt-4o', 'anthropic'],
    partial: {
      words: 'Cannot read the metrics of AI Gateway',
      answer: lacking('Cannot read the metrics of AI Gateway'),
    },
    inCi: 'ok',
  },
  {
    ...shared,
    id: 'ai-gateway-config',
    locate: region('Configuration'),
    route: /\/cloudflare\/v1\/ai-gateway\/[^/]+\/config/,
    sees: [
      '500 requests in 1 min',
      'By a dynamic route',
      'Stored key, Active route, Requests of the last 24 hours',
      'openai / gpt-4o',
    ],
    partial: {
      words: 'Not known: the routes could not be read',
      answer: lacking(
        "Cannot read the routes of AI gateway 'acme-ai-gateway'",
        answer => ({
          ...answer,
          data: {
            ...(answer.data as object),
            routes: undefined,
            fallback: { state: 'unknown', reason: 'not-told' },
          },
        }),
      ),
    },
    inCi: 'partial',
  },
];
