import { resourceTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { everywhere, without } from './places';

const problem = 'Cannot read the analytics of the account';

/** The panel of a Durable Object class: of acme-api:SessionCoordinator. */
export const durableObjectsPanels: readonly Panel[] = [
  {
    id: 'durable-object-metrics',
    permission: 'cloudflare.read.durableobjects',
    tokenPermission: 'Workers Scripts Read',
    locate: region('Objects of the last 24 hours'),
    route: /\/cloudflare\/v1\/durable-objects\/[^/]+\/metrics/,
    sees: [
      '52.4 MB on',
      'Cloudflare has no count of them',
      'Cloudflare has no metric of them',
      'Open WebSockets',
    ],
    // Figures that are not known are told as such: nothing is ever empty.
    places: without(
      everywhere({
        path: resourceTab('cf-do-acme-api-sessioncoordinator-c4aec560'),
      }),
      'empty',
    ),
    partial: {
      words: problem,
      answer: lacking(problem, answer => ({
        ...answer,
        data: {
          ...(answer.data as object),
          storedBytes: null,
          reasons: { storedBytes: 'not-read' },
        },
      })),
    },
    inCi: 'ok',
  },
];
