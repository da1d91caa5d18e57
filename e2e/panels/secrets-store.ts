import { resourceTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { everywhere, without } from './places';

const problem = 'Cannot read what a secrets store holds';

/** The panel of a secrets store. */
export const secretsStorePanels: readonly Panel[] = [
  {
    id: 'secrets-store',
    permission: 'cloudflare.read.secretsstore.meta',
    tokenPermission: 'Secrets Store Read',
    locate: region('Secrets'),
    route: /\/cloudflare\/v1\/secrets-store\/[^/]+\/metadata/,
    sees: ['109 of 150 used', 'dex: 1', 'Without a scope'],
    // A store without secrets has a count of none, and a quota.
    places: without(
      everywhere({
        path: resourceTab('cf-secrets-store-acme-account-secrets'),
      }),
      'empty',
    ),
    partial: {
      words: problem,
      answer: lacking(problem, answer => ({
        ...answer,
        data: { ...(answer.data as object), counts: undefined },
      })),
    },
    inCi: 'partial',
  },
];
