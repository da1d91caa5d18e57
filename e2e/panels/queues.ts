import { resourceTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { everywhere, without } from './places';

const tab = { path: resourceTab('cf-queue-acme-events') };
const shared = {
  permission: 'cloudflare.read.queues',
  tokenPermission: 'Queues Read',
};

/** The panels of a queue. */
export const queuesPanels: readonly Panel[] = [
  {
    ...shared,
    id: 'queue-messages',
    locate: region('Messages'),
    route: /\/cloudflare\/v1\/queues\/[^/]+\/metrics/,
    sees: ['42 (90.1 kB)', 'waits for', 'acme-events-dlq', '3 waiting'],
    // Figures that are not known are told as such: nothing is ever empty.
    places: without(everywhere(tab), 'empty'),
    partial: {
      words: 'Cannot read the backlog of a queue: Cloudflare answered 503',
      answer: lacking(
        'Cannot read the backlog of a queue: Cloudflare answered 503',
        answer => ({
          ...answer,
          data: { ...(answer.data as object), backlog: undefined },
        }),
      ),
    },
    inCi: 'ok',
  },
  {
    ...shared,
    id: 'queue-bindings',
    locate: region('Consumers and producers'),
    route: /\/cloudflare\/v1\/queues\?/,
    sees: ['acme-worker-consumer', 'acme-prod-artifacts', 'R2 bucket'],
    places: without(everywhere(tab), 'empty'),
    partial: {
      words: "Cannot read the consumers of queue 'acme-events'",
      answer: lacking("Cannot read the consumers of queue 'acme-events'"),
    },
    inCi: 'partial',
  },
];
