import { change } from '../answers';
import { lacking, nothing, Panel, region, State } from './Panel';
import { everywhere, without } from './places';
import {
  neverEvaluated,
  noHistory,
  nothingConcernsIt,
  overdue,
  withData,
} from './postureAnswers';

const SUMMARY = /\/cloudflare\/v1\/posture(\?|$)/;
const HISTORY = /\/cloudflare\/v1\/posture\/history/;
const RESULTS = /\/cloudflare\/v1\/posture\/results/;
const SCORECARDS = '/cloudflare/scorecards';

/** What the panels take; Cloudflare is asked by the evaluation alone. */
const posturePanel = {
  permission: 'cloudflare.read.posture',
  tokenPermission: '',
};

const partial = {
  words: 'Some results are left out',
  answer: lacking('Some results are left out'),
};

/** The posture card on the page of an entity. */
function entityCard(
  of: Pick<Panel, 'id' | 'sees' | 'inCi'> & { path: string },
): Panel {
  const { id, inCi, path, sees } = of;
  return {
    ...posturePanel,
    id,
    locate: page =>
      page.getByRole('article').filter({ hasText: 'Cloudflare posture' }),
    route: /\/cloudflare\/v1\/posture\/entities\//,
    sees: [/\d+ of \d+ pass/, 'What to do', ...sees],
    places: without(everywhere({ path }), 'not-configured', 'not-entitled'),
    empty: {
      title: 'No check concerns this entity',
      next: 'Checks look at Cloudflare resources',
      answer: nothingConcernsIt,
    },
    partial,
    own: {
      // Everybody who opens the entity sees the card.
      'not-permitted': { title: undefined },
      stale: overdue,
    },
    inCi,
  };
}

/** A panel of the page Scorecards, or of the Overview. */
function pagePanel(
  panel: Omit<Panel, keyof typeof posturePanel | 'places'> & { path: string },
  ...never: State[]
): Panel {
  const { path, ...rest } = panel;
  return {
    ...posturePanel,
    ...rest,
    places: without(
      everywhere({ path }),
      'not-configured',
      'not-entitled',
      ...never,
    ),
  };
}

/** The panels about posture, wherever they are. */
export const posturePanels: readonly Panel[] = [
  pagePanel({
    id: 'overview-posture',
    path: '/cloudflare/overview',
    locate: region('Posture'),
    route: SUMMARY,
    sees: [
      'Access hygiene',
      'AI stack governance',
      /\d+ of \d+ pass/,
      'Worse since yesterday',
      /\d+ of \d+ production Components are linked/,
    ],
    empty: {
      title: 'Not evaluated yet',
      next: 'Nothing is known until the first evaluation has ended',
    },
    partial,
    own: {
      empty: {
        bringAbout: async ({ open, page }) => {
          await change(page, SUMMARY, neverEvaluated);
          await change(page, HISTORY, noHistory);
          await open();
        },
      },
      stale: overdue,
    },
    inCi: 'empty',
  }),
  pagePanel(
    {
      id: 'overview-trend',
      path: '/cloudflare/overview',
      locate: region('Coverage'),
      route: HISTORY,
      sees: ['Show as table', /\d+ of \d+ pass/],
      empty: { title: 'No history yet', next: '', answer: noHistory },
      own: {
        failed: {
          title: 'The trend could not be read',
          words: () => [/Cloudflare answered 503/, /\d+ of \d+ pass/],
        },
      },
      inCi: 'failed',
    },
    'loading',
    'not-permitted',
    'partial',
    'stale',
  ),
  pagePanel(
    {
      id: 'overview-watched',
      path: '/cloudflare/overview',
      locate: region('Deployments and tokens'),
      route: /\/cloudflare\/v1\/posture\/scorecards\//,
      sees: ['Production comes from a known commit', 'acme-ingest', 'See all'],
      partial,
      inCi: 'loading',
    },
    'empty',
  ),
  pagePanel(
    {
      id: 'scorecard-checks',
      path: SCORECARDS,
      locate: region('Access hygiene'),
      route: /\/cloudflare\/v1\/posture\/scorecards\//,
      sees: [/\d+ of \d+ pass/, 'API tokens expire', 'CC6.1', 'Operating'],
      partial,
      inCi: 'failed',
    },
    'empty',
  ),
  pagePanel({
    id: 'scorecard-results',
    path: SCORECARDS,
    locate: region('Results'),
    route: RESULTS,
    sees: ['API tokens expire', 'Acme', 'High'],
    empty: {
      title: 'No results',
      next: 'No result fits, or nothing was evaluated yet',
      answer: nothing,
    },
    partial,
    inCi: 'empty',
  }),
  pagePanel({
    id: 'scorecard-owners',
    path: `${SCORECARDS}?view=owners`,
    locate: region('Scorecards'),
    route: SUMMARY,
    sees: ['Who has what to do', 'platform', 'security'],
    empty: {
      title: 'No owner',
      next: 'There are no results whose owner you may see',
      answer: withData<object>(() => ({ owners: [] })),
    },
    partial,
    own: { stale: overdue },
    inCi: 'stale',
  }),
  pagePanel({
    id: 'scorecard-todo',
    path: `${SCORECARDS}?view=owners&owner=group%3Adefault%2Fplatform`,
    locate: region('What platform has to do'),
    route: RESULTS,
    sees: ['API tokens expire', 'Roll each of the tokens'],
    empty: {
      title: 'Nothing to do',
      next: 'No check of what you may see here is known to fail',
      answer: nothing,
    },
    partial,
    inCi: 'partial',
  }),
  pagePanel({
    id: 'scorecard-exemptions',
    path: `${SCORECARDS}?view=exemptions`,
    locate: region('Exemptions'),
    route: /\/cloudflare\/v1\/posture\/exemptions/,
    sees: ['Regulated buckets are not public', 'Expires soon', 'Expired'],
    empty: {
      title: 'No exemptions',
      next: 'Every check counts',
      answer: nothing,
    },
    partial,
    inCi: 'not-permitted',
  }),
  pagePanel({
    id: 'scorecard-acceptance',
    path: `${SCORECARDS}?view=acceptance`,
    locate: region('Acceptance'),
    route: /\/cloudflare\/v1\/posture\/acceptance/,
    sees: [/\d of 6 criteria are met/, 'Missed', 'Met'],
    empty: {
      title: 'No criteria',
      next: 'The backend named none',
      answer: nothing,
    },
    partial,
    inCi: 'partial',
  }),
  entityCard({
    id: 'posture-component',
    path: '/catalog/default/component/acme-checkout',
    sees: ['Of this Component and the Cloudflare resources it uses'],
    inCi: 'stale',
  }),
  entityCard({
    id: 'posture-resource',
    path: '/catalog/default/resource/cf-queue-acme-emails',
    sees: ['The backlog of the queue is small'],
    inCi: 'not-permitted',
  }),
  entityCard({
    id: 'posture-system',
    path: '/catalog/default/system/data-platform',
    sees: ['Of all that belongs to this System'],
    inCi: 'empty',
  }),
  {
    ...posturePanel,
    id: 'my-failing-checks',
    locate: page =>
      page.locator('.react-grid-item').filter({ hasText: 'My failing checks' }),
    route: SUMMARY,
    sees: [/\d+ of \d+ results of what is yours fail/, 'High severity'],
    places: without(
      everywhere(
        { path: '/home', as: 'platform' },
        { 'not-permitted': { path: '/home' } },
      ),
      'not-configured',
      'not-entitled',
    ),
    empty: {
      title: 'No check looks at anything of yours',
      next: 'Something is yours when you, or a group that you are in, own it',
      answer: withData<object>(() => ({ owners: [] })),
    },
    partial,
    own: { stale: overdue },
    inCi: 'failed',
  },
];
