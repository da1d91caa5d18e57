import { resourceTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { everywhere, without } from './places';

const problem = 'Cannot read the analytics of the account';

/** The panel of a D1 database. */
export const d1Panels: readonly Panel[] = [
  {
    id: 'd1-database',
    permission: 'cloudflare.read.d1',
    tokenPermission: 'D1 Read',
    locate: region('Database'),
    route: /\/cloudflare\/v1\/d1\/[^/]+\/metadata/,
    sees: ['81.9 kB', '12', '(UTC)', 'WEUR', 'Reading'],
    // Figures that are not known are told as such: nothing is ever empty.
    places: without(
      everywhere({ path: resourceTab('cf-d1-acme-core') }),
      'empty',
    ),
    partial: {
      words: problem,
      answer: lacking(problem, answer => ({
        ...answer,
        data: {
          ...(answer.data as object),
          lastObservedWrite: undefined,
          activity: undefined,
        },
      })),
    },
    inCi: 'partial',
  },
];
