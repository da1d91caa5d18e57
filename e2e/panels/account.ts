import { resourceTab } from '../demo';
import { lacking, nothing, Panel, region } from './Panel';
import { everywhere, without } from './places';

const ACCOUNT = 'cloudflare.read.account';
const DEPLOYMENTS = 'cloudflare.read.workers, cloudflare.read.pages';

/** The panels of accounts, and those that look at all of them. */
export const accountPanels: readonly Panel[] = [
  ...['resource', 'page'].flatMap((where): Panel[] => {
    const isPage = where === 'page';
    const path = isPage ? '/cloudflare/accounts' : resourceTab('cf-account');
    const prefix = isPage ? 'accounts' : 'account-entity';
    return [
      {
        id: `${prefix}-products`,
        locate: region('Products'),
        route: /\/cloudflare\/v1\/products/,
        permission: ACCOUNT,
        tokenPermission: '',
        sees: ['Workers', 'Available', 'Zero Trust'],
        places: without(everywhere({ path }), 'not-configured', 'not-entitled'),
        empty: {
          title: 'No products',
          next: 'Nothing of this account is imported',
          answer: nothing,
        },
        partial: {
          words: 'The sync is not known whole',
          answer: lacking('The sync is not known whole'),
        },
        inCi: isPage ? 'failed' : 'ok',
      },
      {
        id: `${prefix}-permissions`,
        locate: region('Token permissions'),
        route: /\/cloudflare\/v1\/token-permissions/,
        permission: ACCOUNT,
        tokenPermission: '',
        sees: ['Workers Scripts Read', 'Granted'],
        places: without(everywhere({ path }), 'not-configured', 'not-entitled'),
        empty: {
          title: 'No permissions to check',
          next: 'No product of this version takes one',
          answer: nothing,
        },
        partial: {
          words: 'Cannot read the Workers: Cloudflare answered 503',
          answer: lacking('Cannot read the Workers: Cloudflare answered 503'),
        },
        inCi: isPage ? 'loading' : 'not-permitted',
      },
    ];
  }),
  {
    id: 'overview-sync',
    locate: region('Last sync'),
    route: /\/cloudflare\/v1\/sync/,
    permission: ACCOUNT,
    tokenPermission: '',
    sees: ['default', 'Succeeded', 'Sync now'],
    places: without(
      everywhere({ path: '/cloudflare/overview' }),
      'not-configured',
      'not-entitled',
      'empty',
    ),
    partial: {
      words: 'The runs are not all known',
      answer: lacking('The runs are not all known'),
    },
    inCi: 'stale',
  },
  {
    id: 'overview-deployments',
    locate: region('Production deployments'),
    route: /\/cloudflare\/v1\/provenance\/summary/,
    permission: DEPLOYMENTS,
    tokenPermission: '',
    sees: [/\d+ of \d+ proven/],
    places: without(
      everywhere({ path: '/cloudflare/overview' }),
      'not-configured',
      'not-entitled',
      'empty',
    ),
    partial: {
      words: 'The catalog was not read whole',
      answer: lacking('The catalog was not read whole'),
    },
    inCi: 'partial',
  },
  {
    id: 'deployments',
    locate: region('Production deployments'),
    route: /\/cloudflare\/v1\/provenance\/deployments/,
    permission: DEPLOYMENTS,
    tokenPermission: 'Workers Scripts Read',
    sees: ['Proven', 'acme-api', /CI run/],
    places: everywhere(
      { path: '/cloudflare/deployments' },
      { empty: { path: '/cloudflare/deployments?state=none' } },
    ),
    empty: {
      title: 'No production deployments',
      next: /None fits/,
      answer: nothing,
    },
    partial: {
      words: 'The catalog was not read whole',
      answer: lacking('The catalog was not read whole'),
    },
    inCi: 'loading',
  },
];
