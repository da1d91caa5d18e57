import { resourceTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { everywhere, without } from './places';

const tab = { path: resourceTab('cf-hyperdrive-acme-hyperdrive') };
const shared = {
  permission: 'cloudflare.read.hyperdrive',
  tokenPermission: 'Hyperdrive Read',
};
const listProblem = 'Cannot read the Hyperdrive configurations';
const metricsProblem = 'Cannot read the analytics of the account';

/** The panels of a Hyperdrive configuration. */
export const hyperdrivePanels: readonly Panel[] = [
  {
    ...shared,
    id: 'hyperdrive-configuration',
    locate: region('Configuration'),
    route: /\/cloudflare\/v1\/hyperdrive\/configs/,
    sees: ['PostgreSQL', 'acme.example', '5432', 'Over the internet'],
    places: everywhere(tab),
    empty: {
      title: 'No such configuration',
      next: 'It leaves the catalog with the next sync',
      answer: ({ meta }) => ({ data: [], meta }),
    },
    partial: { words: listProblem, answer: lacking(listProblem) },
    inCi: 'not-permitted',
  },
  {
    ...shared,
    id: 'hyperdrive-queries',
    locate: region('Queries of the last 24 hours'),
    route: /\/cloudflare\/v1\/hyperdrive\/[^/]+\/metrics/,
    sees: ['From the cache', 'From the database', 'Connections'],
    // Hours that are not known are gaps: nothing is ever empty.
    places: without(everywhere(tab), 'empty'),
    partial: { words: metricsProblem, answer: lacking(metricsProblem) },
    inCi: 'ok',
  },
];
