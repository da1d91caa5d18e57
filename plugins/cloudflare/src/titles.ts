/**
 * The titles that the new frontend system takes as fixed texts, before the
 * plugin's words are loaded; an app overrides them by its configuration. What
 * renders them itself translates them by the messages of the same name.
 */
export const titleMessages = {
  page: 'Cloudflare',
  subPages: {
    overview: 'Overview',
    inventory: 'Inventory',
    scorecards: 'Scorecards',
    deployments: 'Deployments',
    'zero-trust': 'Zero Trust',
    evidence: 'Evidence',
    accounts: 'Accounts',
  },
} as const;

/** How the home page's card is offered, which takes nothing but texts. */
export const myCloudflareCard = {
  title: 'My Cloudflare',
  description: 'The Cloudflare resources of my groups that need attention',
};

/** How the home page's card of failing checks is offered. */
export const myFailingChecksCard = {
  title: 'My failing checks',
  description:
    'The checks of scorecards that fail for what my groups and I own',
};
