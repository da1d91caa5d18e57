import { lacking, nothing, Panel, region } from './Panel';
import { everywhere, without } from './places';

const EVIDENCE = 'cloudflare.export.evidence';
const path = '/cloudflare/evidence';

/** The panels of the page Evidence. */
export const evidencePanels: readonly Panel[] = [
  {
    id: 'evidence-coverage',
    locate: region('Coverage of the last 30 days'),
    route: /\/cloudflare\/v1\/evidence\/coverage/,
    permission: EVIDENCE,
    tokenPermission: '',
    sees: ['Access log of default', 'Cloudflare keeps it for', 'Last read'],
    places: without(everywhere({ path }), 'not-configured', 'not-entitled'),
    empty: {
      title: 'No log is covered',
      next: 'No account is configured that you may see.',
      answer: nothing,
    },
    partial: {
      words: 'One log is left out',
      answer: lacking('One log is left out'),
    },
    inCi: 'partial',
  },
  {
    id: 'evidence-streams',
    locate: region('Streams'),
    route: /\/cloudflare\/v1\/evidence\/chains/,
    permission: EVIDENCE,
    tokenPermission: '',
    sees: [
      'Access log',
      'Whole account',
      'Pseudonyms',
      'A head stands for the whole chain',
    ],
    places: without(everywhere({ path }), 'not-configured', 'not-entitled'),
    empty: {
      title: 'No evidence yet',
      next: 'To have some now, create it.',
      answer: nothing,
    },
    partial: {
      words: 'One kind is left out',
      answer: lacking('One kind is left out'),
    },
    inCi: 'failed',
  },
  {
    id: 'evidence-snapshots',
    locate: region('Snapshots'),
    route: /\/cloudflare\/v1\/evidence\?/,
    permission: EVIDENCE,
    tokenPermission: '',
    sees: [/#\d+/, 'Not signed'],
    places: without(everywhere({ path }), 'not-configured', 'not-entitled'),
    empty: {
      title: 'No snapshots',
      next: 'Retention removed those of this stream.',
      answer: nothing,
    },
    partial: {
      words: 'Some are left out',
      answer: lacking('Some are left out'),
    },
    inCi: 'empty',
  },
];
