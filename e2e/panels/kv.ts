import { resourceTab } from '../demo';
import { lacking, nothing, Panel, region } from './Panel';
import { everywhere, without } from './places';

const tab = { path: resourceTab('cf-kv-acme-cache') };
const shared = {
  permission: 'cloudflare.read.kv',
  tokenPermission: 'Workers KV Storage Read',
};

/** The panels of a KV namespace. */
export const kvPanels: readonly Panel[] = [
  {
    ...shared,
    id: 'kv-metrics',
    locate: region('Operations'),
    route: /\/cloudflare\/v1\/kv\/[^/]+\/metrics/,
    sees: ['Reads', 'Deletes'],
    // Figures that are not known are told as such: nothing is ever empty.
    places: without(everywhere(tab), 'empty'),
    partial: {
      words: 'Cannot read the metrics of KV',
      answer: lacking('Cannot read the metrics of KV'),
    },
    inCi: 'stale',
  },
  {
    ...shared,
    id: 'kv-keys',
    locate: region('Keys'),
    route: /\/cloudflare\/v1\/kv\/[^/]+\/keys/,
    sees: ['user/42?x=é', 'static', 'Never'],
    places: everywhere(tab),
    empty: {
      title: 'No keys',
      next: 'The namespace holds no key at this moment',
      answer: nothing,
    },
    partial: {
      words: 'Cannot read the keys of a KV namespace: Cloudflare answered 503',
      answer: lacking(
        'Cannot read the keys of a KV namespace: Cloudflare answered 503',
      ),
    },
    inCi: 'empty',
  },
];
