import { Answer } from '../answers';
import { pagesTab, workerTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { projectPlaces, without, workerPlaces } from './places';

const WORKERS = 'cloudflare.read.workers';
const PAGES = 'cloudflare.read.pages';
const ZERO_TRUST = 'cloudflare.read.zerotrust';

const accessPanel = {
  locate: region('Access applications'),
  tokenPermission: 'Access: Audit Logs Read',
  empty: {
    title: 'No hostnames',
    next: 'nothing for Access to protect',
    answer: (answer: Answer): Answer => ({
      ...answer,
      data: { hostnames: [], applications: [] },
    }),
  },
  partial: {
    words: 'Cannot read the Access applications: Cloudflare answered 503',
    answer: lacking(
      'Cannot read the Access applications: Cloudflare answered 503',
      answer => ({
        ...answer,
        data: {
          hostnames: [{ hostname: 'api.acme.example', source: 'route' }],
          applications: [],
        },
      }),
    ),
  },
};

const WORKER_VERSIONS = '/workers/workers/[^/]+/versions/';

/** The panels of a Worker and of a Pages project. */
export const resourcePanels: readonly Panel[] = [
  {
    id: 'worker-deployments',
    locate: region('Deployments'),
    route: /\/cloudflare\/v1\/workers\/[^/]+\/deployments/,
    permission: WORKERS,
    tokenPermission: 'Workers Scripts Read',
    sees: ['Gradual', '#42 · 90%', 'Proven'],
    places: {
      ...workerPlaces(name => `/workers/scripts/${name}/`),
      partial: {
        path: workerTab('acme-web-router'),
        upstream: WORKER_VERSIONS,
      },
    },
    empty: {
      title: 'No deployment',
      next: 'It appears here after its first deployment',
    },
    partial: { words: /Cannot read .*version/ },
    inCi: 'failed',
  },
  {
    id: 'worker-triggers',
    locate: region('Triggers'),
    route: /\/cloudflare\/v1\/workers\/[^/]+\/triggers/,
    permission: WORKERS,
    tokenPermission: 'Workers Scripts Read',
    sees: ['Custom domains', 'api.acme.example', 'Routes'],
    places: without(
      workerPlaces(name => `/workers/scripts/${name}/`),
      'empty',
    ),
    partial: {
      words: 'Could not be read; the token may not read zones',
      answer: lacking(
        'Cannot read the zones: Cloudflare answered 503',
        answer => ({
          ...answer,
          data: { ...(answer.data as object), routes: undefined },
        }),
      ),
    },
    inCi: 'not-configured',
  },
  {
    ...accessPanel,
    id: 'worker-access',
    route: /\/cloudflare\/v1\/workers\/[^/]+\/access/,
    permission: `${WORKERS}, ${ZERO_TRUST}`,
    sees: ['api.acme.example', 'No Access application covers it'],
    places: {
      ...workerPlaces(),
      'not-permitted': { path: workerTab('acme-api'), as: 'engineering' },
    },
    inCi: 'not-permitted',
  },
  {
    id: 'pages-deployments',
    locate: region('Deployments'),
    route: /\/cloudflare\/v1\/pages\/[^/]+\/deployments/,
    permission: PAGES,
    tokenPermission: 'Pages Read',
    sees: ['Active', 'Partly proven'],
    places: projectPlaces(name => `/pages/projects/${name}/`),
    empty: {
      title: 'No deployment',
      next: 'It appears here after its first build or direct upload',
    },
    partial: {
      words: 'Cannot read the Pages projects: Cloudflare answered 503',
      answer: lacking(
        'Cannot read the Pages projects: Cloudflare answered 503',
      ),
    },
    inCi: 'empty',
  },
  {
    ...accessPanel,
    id: 'pages-access',
    route: /\/cloudflare\/v1\/pages\/[^/]+\/access/,
    permission: `${PAGES}, ${ZERO_TRUST}`,
    sees: ['Protected by Admin', 'No Access application covers it'],
    places: {
      ...projectPlaces(),
      'not-permitted': { path: pagesTab('acme-admin'), as: 'engineering' },
    },
    inCi: 'partial',
  },
];
