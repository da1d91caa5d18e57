import { resourceTab } from '../demo';
import { lacking, Panel, region } from './Panel';
import { everywhere, without } from './places';

const tab = { path: resourceTab('cf-browser-rendering') };
const shared = {
  permission: 'cloudflare.read.browserrendering',
  tokenPermission: 'Browser Rendering Read',
};
const problem = 'Cannot read the browser sessions: Cloudflare answered 503';

/** The panels of Browser Rendering. */
export const browserRenderingPanels: readonly Panel[] = [
  {
    ...shared,
    id: 'browser-sessions',
    locate: region('Sessions and usage'),
    route: /\/cloudflare\/v1\/browser-rendering\/pools/,
    sees: [
      'Live browsers',
      'Cloudflare has no pools of browsers',
      'In use',
      'Ended: BrowserIdle',
    ],
    places: without(everywhere(tab), 'empty'),
    partial: {
      words: problem,
      answer: lacking(problem, answer => ({
        ...answer,
        data: {
          ...(answer.data as object),
          liveSessions: undefined,
          sessions: undefined,
        },
      })),
    },
    inCi: 'ok',
  },
  {
    ...shared,
    id: 'browser-limits',
    locate: region('Limits'),
    route: /\/cloudflare\/v1\/browser-rendering\/quotas/,
    sees: [
      'Browsers at once',
      '30',
      'Configured, not reported by Cloudflare',
      '2026-11-01',
    ],
    // They come from the configuration, and not from Cloudflare.
    places: without(
      everywhere(tab),
      'partial',
      'not-configured',
      'not-entitled',
    ),
    empty: {
      title: 'No limits known',
      next: 'cloudflare.browserRendering.quotas',
      answer: ({ meta }) => ({
        data: {
          reportedByCloudflare: false,
          state: 'unknown',
          reason: 'not-configured',
          quotas: [],
        },
        meta,
      }),
    },
    inCi: 'empty',
  },
];
