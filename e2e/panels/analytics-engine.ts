import { resourceTab } from '../demo';
import { lacking, nothing, Panel, region } from './Panel';
import { everywhere } from './places';

const problem = 'Cannot read the datasets of Analytics Engine';

/** The panel of an Analytics Engine dataset. */
export const analyticsEnginePanels: readonly Panel[] = [
  {
    id: 'analytics-engine',
    permission: 'cloudflare.read.analyticsengine',
    tokenPermission: 'Account Analytics Read',
    locate: region('Dataset'),
    route: /\/cloudflare\/v1\/analytics-engine\/datasets/,
    sees: [
      'Bindings of Workers and Pages, Data that Cloudflare holds',
      'acme-checkout',
      'Run',
    ],
    places: everywhere({
      path: resourceTab('cf-analytics-engine-acme_analytics'),
    }),
    empty: {
      title: 'Neither bound nor written to',
      next: 'Cloudflare holds no data of it',
      answer: nothing,
    },
    partial: { words: problem, answer: lacking(problem) },
    inCi: 'ok',
  },
];
