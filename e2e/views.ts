import { Locator, Page } from '@playwright/test';
import { componentTab, resourceTab, workerTab } from './demo';
import { panels, Words } from './panels';

const PSEUDONYM = /u_[0-9a-f]{12}@acme\.example/;

/** What somebody who lacks the permissions sees of a part. */
type Otherwise =
  /** Why, in the place of its content. */
  | 'refusal'
  /** Why, in the place of all that is on the page. */
  | 'refusal of the page'
  /** Nothing that tells of it. */
  | 'nothing'
  /** An entity that does not exist. */
  | 'no entity'
  /** An empty list. */
  | 'no records';

/** A part of a page, and what of the policy it takes. */
export interface Part {
  takes: readonly string[];
  /** One of the permissions is enough; else it takes all. */
  isAnyEnough?: boolean;
  locate(page: Page): Locator;
  content: readonly Words[];
  otherwise: Otherwise;
  /** Who lacks this is told so once, in the place of all parts of the panel. */
  panelTakes?: string;
  /** What is shown in clear to those who have another permission besides. */
  mask?: { liftedBy: string; clear: string; masked: RegExp };
}

/** A page, and what everybody and those with permissions see of it. */
export interface View {
  path: string;
  /** Seen by everybody who is signed in. */
  everybody?: readonly Words[];
  parts: readonly Part[];
}

/** A panel with its place and content, as the tests of its states have it. */
function panel(
  id: string,
  otherwise: Otherwise = 'refusal',
  content?: Part['content'],
): Part {
  const found = panels.find(one => one.id === id);
  if (!found) {
    throw new Error(`There is no panel ${id}`);
  }
  const { locate, permission, sees } = found;
  return {
    takes: permission.split(', '),
    locate,
    content: content ?? sees,
    otherwise,
  };
}

const inWorker = (part: Part): Part => ({
  ...part,
  panelTakes: 'cloudflare.read.workers',
});

const deployments = (id: string, otherwise?: Otherwise): Part => ({
  ...panel(id, otherwise),
  isAnyEnough: true,
});

const button = (name: string, ...takes: string[]): Part => ({
  takes,
  locate: page => page.getByRole('button', { name, exact: true }),
  content: [],
  otherwise: 'nothing',
});

/** A Resource of a product that not everybody may know of. */
function hidden(name: string, title: string, takes: readonly string[]): View[] {
  const link = (page: Page) => page.locator(`a[href$="/resource/${name}"]`);
  const filters = `filters[kind]=resource&filters[user]=all`;
  return [
    {
      path: `/?${filters}&filters[text]=${title}`,
      parts: [
        {
          takes,
          locate: page => link(page).first(),
          content: [title],
          otherwise: 'no records',
        },
      ],
    },
    {
      path: `/search?query=${title}`,
      everybody: ['Results per page'],
      parts: [
        {
          takes,
          locate: page => link(page).first(),
          content: [],
          otherwise: 'nothing',
        },
      ],
    },
  ];
}

const zeroTrust = panel('zero-trust-users', 'no entity');
const secretsStore = panel('secrets-store', 'no entity');
const STORE = 'acme-account-secrets';

/** The main pages, and what each group sees of them. */
export const views: readonly View[] = [
  {
    path: '/cloudflare/overview',
    everybody: ['Needs attention', 'The last build of 1 resource failed'],
    parts: [
      panel('overview-posture'),
      panel('overview-sync', 'refusal', ['default', 'Succeeded']),
      deployments('overview-deployments'),
      panel('overview-attention', 'refusal', ['whose sources disagree']),
      button('Sync default now', 'cloudflare.sync', 'cloudflare.read.account'),
    ],
  },
  {
    path: '/cloudflare/inventory?product=zeroTrust',
    everybody: ['Inventory'],
    parts: [
      {
        takes: ['cloudflare.read.zerotrust'],
        locate: page =>
          page.getByRole('rowheader', { name: 'Zero Trust Access' }),
        content: [],
        otherwise: 'nothing',
      },
    ],
  },
  {
    path: '/cloudflare/scorecards',
    parts: [
      panel('scorecard-checks', 'refusal of the page'),
      panel('scorecard-results', 'refusal of the page'),
      button(
        'Evaluate all checks now',
        'cloudflare.sync',
        'cloudflare.read.posture',
      ),
    ],
  },
  {
    path: '/cloudflare/deployments',
    parts: [deployments('deployments', 'refusal of the page')],
  },
  ...hidden('cf-zt-access', 'Zero Trust Access', zeroTrust.takes),
  {
    path: '/cloudflare/zero-trust?tab=users',
    parts: [
      panel('zero-trust-chart', 'refusal of the page'),
      {
        ...panel('zero-trust-people', 'refusal of the page'),
        mask: {
          liftedBy: 'cloudflare.read.personal',
          clear: 'canary-quillfeather@acme.example',
          masked: PSEUDONYM,
        },
      },
    ],
  },
  {
    path: '/cloudflare/evidence',
    parts: [
      panel('evidence-coverage', 'refusal of the page'),
      button('Create evidence', 'cloudflare.export.evidence'),
    ],
  },
  {
    path: '/cloudflare/accounts',
    parts: [
      panel('accounts-products', 'refusal of the page'),
      panel('accounts-permissions', 'refusal of the page'),
    ],
  },
  {
    path: `${componentTab('acme-api')}?resource=cf-worker-acme-api`,
    everybody: ['acme-api-staging', 'Deployed, proven'],
    parts: [panel('worker-deployments'), panel('worker-access')].map(inWorker),
  },
  {
    path: '/catalog/default/component/acme-checkout',
    everybody: ['Cloudflare posture'],
    parts: [panel('posture-component')],
  },
  {
    path: workerTab('acme-api'),
    everybody: ['acme-api', 'Used by'],
    parts: [
      {
        ...panel('worker-deployments'),
        mask: {
          liftedBy: 'cloudflare.read.personal',
          clear: 'dev@acme.example',
          masked: PSEUDONYM,
        },
      },
      panel('worker-triggers'),
      panel('worker-access'),
    ].map(inWorker),
  },
  { path: resourceTab('cf-zt-access'), parts: [zeroTrust] },
  ...hidden(`cf-secrets-store-${STORE}`, STORE, secretsStore.takes),
  { path: resourceTab(`cf-secrets-store-${STORE}`), parts: [secretsStore] },
  {
    path: resourceTab('cf-hyperdrive-acme-hyperdrive'),
    everybody: ['acme-hyperdrive'],
    parts: [
      {
        ...panel('hyperdrive-configuration'),
        mask: {
          liftedBy: 'cloudflare.read.sensitive',
          clear: 'prod-db.internal.acme.example',
          masked: /In acme\.example; the rest is masked for you/,
        },
        panelTakes: 'cloudflare.read.hyperdrive',
      },
    ],
  },
  {
    path: '/home',
    everybody: ['My Cloudflare'],
    parts: [
      {
        takes: ['cloudflare.read.posture'],
        locate: page =>
          page
            .locator('.react-grid-item')
            .filter({ hasText: 'My failing checks' }),
        content: [/Evaluated|results of what is yours/],
        otherwise: 'refusal',
      },
    ],
  },
];
