import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of Browser Rendering. */
export const browserRenderingTexts = sectionTexts('browserRendering', {
  sessions: {
    title: 'Sessions and usage',
    live: 'Live browsers',
    pools: 'Pools',
    noPools: 'Cloudflare has no pools of browsers',
    list: 'Sessions',
    none: 'No session, live or of late',
    cut: 'There are more sessions than are shown',
    session: 'Session',
    state: 'State',
    inUse: 'In use',
    open: 'Open, not in use',
    ended: 'Ended',
    endedBy: 'Ended: {{reason}}',
    started: 'Started',
    duration: 'Duration',
    browserTime: 'Browser time',
    atOnce: 'Browsers of Workers at once',
    average: 'On average',
    atMost: 'At most',
    apiCalls: 'Calls of the REST API',
  },
  quotas: {
    title: 'Limits',
    note: 'Configured, not reported by Cloudflare',
    origin: 'Where they come from',
    concurrentBrowsers: 'Browsers at once',
    newBrowsersPerMinute: 'New browsers a minute',
    browserMinutesPerDay: 'Browser minutes a day',
    requestsPerMinute: 'API calls a minute',
    asOf: 'As of',
    source: 'Source',
    emptyTitle: 'No limits known',
    emptyDescription:
      'Cloudflare does not report them. Whoever runs Backstage can look them up and configure them at cloudflare.browserRendering.quotas.',
  },
});
