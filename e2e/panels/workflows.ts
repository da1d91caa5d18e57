import { resourceTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { everywhere, without } from './places';

const tab = { path: resourceTab('cf-workflow-acme-etl') };
const shared = {
  permission: 'cloudflare.read.workflows',
  tokenPermission: 'Workers Scripts Read',
};

/** The panels of a workflow. */
export const workflowsPanels: readonly Panel[] = [
  {
    ...shared,
    id: 'workflow-runs',
    locate: region('Runs of the last 7 days'),
    route: /\/cloudflare\/v1\/workflows\/[^/]+\/runs/,
    sees: ['Queued', 'Running', 'Complete', 'by the analytics'],
    places: everywhere(tab, {
      empty: { path: resourceTab('cf-workflow-acme-onboarding') },
    }),
    empty: {
      title: 'No run',
      next: 'as far as Cloudflare keeps them',
    },
    partial: {
      words: 'Cannot read the analytics of the account',
      answer: lacking('Cannot read the analytics of the account'),
    },
    inCi: 'empty',
  },
  {
    ...shared,
    id: 'workflow-steps',
    locate: region('Steps'),
    route: /\/cloudflare\/v1\/workflows\?/,
    sees: ['extract', 'load rows', 'calls itself', 'cool down'],
    places: without(everywhere(tab), 'empty'),
    partial: {
      words: "Cannot read the steps of workflow 'acme-etl'",
      answer: lacking("Cannot read the steps of workflow 'acme-etl'"),
    },
    inCi: 'ok',
  },
];
