import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { productMessages } from './products/messages';

/**
 * Every text of the plugin. Override it with `createTranslationMessages` or
 * `createTranslationResource`.
 *
 * @public
 */
export const cloudflareTranslationRef = createTranslationRef({
  id: 'cloudflare',
  messages: {
    ...productMessages,
    loading: 'Loading',
    retry: 'Try again',
    masked:
      'Some values are masked for you. To see them takes the permission cloudflare.read.personal (people) or cloudflare.read.sensitive (hosts and names).',
    absent: {
      notKnown: 'Not known',
      notRead: 'Not read yet',
      notDeployed: 'Not deployed',
      notTold: 'Not given',
      noOwner: 'No owner',
    },
    copy: {
      label: 'Copy {{what}}',
      done: 'Copied {{what}}',
      failed: 'Your browser did not copy {{what}}',
    },
    empty: { docs: 'Read the documentation' },
    notPermitted: {
      title: 'You may not see this',
      description:
        'It takes the permission {{permission}}. Ask whoever looks after this Backstage for it.',
    },
    notConfigured: {
      unauthorized: {
        title: 'Cloudflare refuses the API token',
        description:
          'Check that the token is valid and of this account. It needs: {{permissions}}.',
      },
      forbidden: {
        title: 'The API token lacks a permission',
        description:
          'Add this to the token at Cloudflare: {{permissions}}. Then try again.',
      },
      'not-entitled': {
        title: 'The account does not have this product',
        description:
          'Enable it at Cloudflare, or check whether the plan has it. The token needs: {{permissions}}.',
      },
    },
    notFound: {
      title: 'Cloudflare does not have it',
      description:
        'It may have been deleted; the catalog follows with the next sync.',
    },
    failed: {
      title: 'It could not be read',
      retryAfter: 'Try again in {{seconds}} seconds.',
    },
    stale: {
      title: 'As it was read',
      description: 'Cloudflare could not be read anew since then.',
    },
    partial: {
      title: 'Something is missing here',
      remarks: 'Good to know',
      description: 'Not everything could be read.',
      permission: 'It takes the token permission {{permission}}.',
    },
    table: {
      search: 'Search {{what}}',
      searchPlaceholder: 'Search',
      nothingFound: 'Nothing fits the search.',
    },
    provenance: {
      commitName: 'commit',
      commitLabel: 'Commit {{commit}}',
      shortCommit: 'abbreviated',
      inherited: 'from the version before',
      ciRun: 'CI run',
      ciRunLabel: 'CI run {{run}}',
      ciRunNumber: '#{{run}}',
      conflict: 'Sources disagree on {{field}}: {{values}}',
      state: {
        complete: 'Proven',
        partial: 'Partly proven',
        none: 'No provenance',
        conflict: 'Conflict',
        unknown: 'Not read yet',
      },
    },
    panel: {
      account: 'Account',
      owner: 'Owner',
      dashboard: 'Open in Cloudflare',
      dashboardLabel: 'Open {{name}} in Cloudflare',
      show: 'Show details',
      hide: 'Hide details',
      showLabel: 'Show details of {{name}}',
      hideLabel: 'Hide details of {{name}}',
      accountTitle: 'Cloudflare account',
    },
    tab: {
      unknownTitle: 'Not in the catalog',
      unknown:
        'No {{what}} "{{name}}" in account "{{account}}" is in the catalog, or you may not see it.',
      unknownHelp:
        'Check the annotation {{annotation}}. A new resource appears after the next sync.',
      unread: 'Annotated, too, but not read by this version: {{names}}.',
      failed: 'The catalog could not be read',
      usedBy: 'Used by',
      usedByNone:
        'No entity depends on it. A Component that does says so with the annotation {{annotation}}: {{value}}.',
      usedByNobody: 'No entity depends on it.',
      dependsOn: 'Uses',
    },
    account: {
      products: 'Products',
      product: 'Product',
      state: 'State',
      resources: 'Resources',
      lastSync: 'Last complete sync',
      problem: 'Problem',
      noProblem: 'None',
      states: {
        available: 'Available',
        degraded: 'Degraded',
        'not-imported': 'Not imported',
        unknown: 'Not known yet',
      },
      emptyTitle: 'No products',
      emptyDescription: 'Nothing of this account is imported.',
    },
    inventory: {
      title: 'Inventory',
      what: 'resources',
      name: 'Name',
      product: 'Product',
      allProducts: 'All products',
      environment: 'Environment',
      noEnvironment: 'None',
      owner: 'Owner',
      account: 'Account',
      lastChange: 'Last change',
      dashboard: 'Cloudflare',
      open: 'Dashboard',
      accountProduct: 'Account',
      emptyTitle: 'No Cloudflare resources',
      emptyDescription:
        'The catalog holds none that you may see. They appear after the first sync of the entity provider.',
    },
    deployments: {
      title: 'Production deployments',
      resource: 'Resource',
      deployed: 'Deployed',
      commit: 'Commit',
      ciRun: 'CI run',
      provenance: 'Provenance',
      components: 'Components',
      noComponents: 'None',
      owner: 'Owner',
      state: 'Provenance',
      allStates: 'All',
      emptyTitle: 'No production deployments',
      emptyDescription:
        'None fits. What counts as production is a matter of cloudflare.environments in the configuration.',
    },
  },
});
