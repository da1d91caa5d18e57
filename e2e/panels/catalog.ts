import { expect } from '@playwright/test';
import { Answer, change, notPermitted, refuse, unavailable } from '../answers';
import { nothing, Panel, region, RETRY, StateSpec } from './Panel';
import { everywhere, without } from './places';

const CATALOG = /\/api\/catalog\/entities\/by-query/;
const BACKEND =
  /\/api\/cloudflare\/v1\/(accounts|products|sync|provenance\/\w+)(\?|$)/;
const COUNTS = /\/api\/cloudflare\/v1\/provenance\/summary/;
const UNREAD = 'The catalog could not be read';
const UNREAD_ANEW = 'The catalog could not be read anew';
const NO_CHECK = 'Could not be checked:';

/** Whoever may not see entities is answered that there are none. */
const catalogPanel = {
  route: CATALOG,
  permission: 'catalog.entity.read',
  tokenPermission: '',
};

/** An answer of Backstage's catalog. */
interface Entities {
  items: unknown[];
  totalItems: number;
  pageInfo: object;
}

const noEntities = (): Entities => ({ items: [], totalItems: 0, pageInfo: {} });

/** All was read once, and is asked for anew when nothing answers any more. */
function refreshInVain(title: string): StateSpec['bringAbout'] {
  return async ({ keep, open, page, panel }) => {
    const located = panel.locate(page);
    const fail = async () => {
      // Another theme builds the page anew, and what it showed is lost.
      await page.unroute(panel.route);
      await open();
      for (const text of panel.sees) {
        await expect(located).toContainText(text);
      }
      await refuse(page, panel.route, unavailable);
      await located.getByRole('button', { name: /^Refresh/ }).click();
      await expect(located).toContainText(title);
    };
    await fail();
    await keep(fail);
  };
}

const catalogStates: NonNullable<Panel['own']> = {
  failed: { title: UNREAD, words: () => [/503/, RETRY] },
  empty: {
    bringAbout: async ({ open, page }) => {
      await change(page, CATALOG, noEntities);
      await open();
    },
  },
};

/** The panels that Backstage's catalog feeds, alone or with our backend. */
export const catalogPanels: readonly Panel[] = [
  {
    ...catalogPanel,
    id: 'inventory',
    locate: region('Inventory'),
    sees: ['acme-admin', 'Nothing uses it', 'As of'],
    places: without(
      everywhere({ path: '/cloudflare/inventory' }),
      'not-permitted',
      'not-configured',
      'not-entitled',
      'partial',
    ),
    empty: {
      title: 'No Cloudflare resources',
      next: 'They appear after the first sync of the entity provider',
    },
    own: {
      ...catalogStates,
      stale: {
        bringAbout: refreshInVain(UNREAD_ANEW),
        title: UNREAD_ANEW,
        words: ({ sees }) => [/503/, RETRY, ...sees],
      },
    },
    inCi: 'stale',
  },
  {
    ...catalogPanel,
    id: 'my-cloudflare',
    locate: page =>
      page.locator('.react-grid-item').filter({ hasText: 'My Cloudflare' }),
    sees: [/\d+ of \d+ resources of yours/, 'acme-careers', 'Build failed'],
    places: without(
      everywhere({ path: '/home', as: 'platform' }),
      'not-permitted',
      'not-configured',
      'not-entitled',
      'partial',
      'stale',
    ),
    empty: {
      title: 'No Cloudflare resource is yours',
      next: 'own it in the catalog',
    },
    own: {
      ...catalogStates,
      failed: {
        title: 'Your Cloudflare resources could not be read',
        words: () => [/503/, RETRY],
      },
    },
    inCi: 'failed',
  },
  {
    ...catalogPanel,
    id: 'overview-attention',
    locate: region('Needs attention'),
    route: new RegExp(`${CATALOG.source}|${BACKEND.source}`),
    permission: 'cloudflare.read.account',
    sees: ['The last build of 1 resource failed', 'whose sources disagree'],
    places: without(
      everywhere({ path: '/cloudflare/overview' }),
      'not-configured',
      'not-entitled',
    ),
    empty: {
      title: 'Nothing needs attention',
      next: 'Checked: API tokens, products, builds and bindings, production deployments, sync',
    },
    own: {
      failed: {
        title: undefined,
        words: () => [
          `${NO_CHECK} API tokens, products, production deployments, sync`,
          `${NO_CHECK} builds and bindings`,
          `${UNREAD}: `,
          RETRY,
        ],
      },
      partial: {
        bringAbout: async ({ open, page }) => {
          await refuse(page, CATALOG, unavailable);
          await open();
        },
        title: undefined,
        words: () => [
          'whose sources disagree',
          `${NO_CHECK} builds and bindings`,
          `${UNREAD}: `,
          RETRY,
        ],
      },
      'not-permitted': {
        bringAbout: async ({ open, page }) => {
          await refuse(page, BACKEND, notPermitted);
          await open();
        },
        title: undefined,
        words: ({ permission }) => [
          'The last build of 1 resource failed',
          `${NO_CHECK} API tokens, products, sync`,
          permission,
          'Ask whoever looks after this Backstage for',
        ],
      },
      empty: {
        bringAbout: async ({ open, page }) => {
          await change(page, BACKEND, nothing);
          await change(page, COUNTS, countedNone);
          await change(page, CATALOG, noEntities);
          await open();
        },
      },
      stale: {
        bringAbout: refreshInVain('Could not be checked anew:'),
        title: 'Could not be checked anew:',
        words: ({ sees }) => [...sees, RETRY],
      },
    },
    inCi: 'partial',
  },
];

function countedNone({ data, meta }: Answer): Answer {
  const { states } = data as { states: Record<string, number> };
  const none = Object.keys(states).map(state => [state, 0]);
  return { data: { total: 0, states: Object.fromEntries(none) }, meta };
}
