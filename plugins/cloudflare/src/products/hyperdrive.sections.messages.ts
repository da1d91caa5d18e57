import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of Hyperdrive. */
export const hyperdriveTexts = sectionTexts('hyperdrive', {
  config: {
    title: 'Configuration',
    emptyTitle: 'No such configuration',
    emptyDescription:
      'Cloudflare does not know it any more. It leaves the catalog with the next sync.',
    engine: 'Engine',
    host: 'Host',
    maskedHost: 'In {{domain}}; the rest is masked for you',
    noHost: 'None: the VPC service knows it',
    hiddenHost: 'Masked for you',
    port: 'Port',
    tlsMode: 'TLS mode',
    defaultMode: 'Not set: Cloudflare’s default',
    customCa: 'CA of your own',
    notTold: 'Cloudflare does not tell it',
    caching: 'Caching',
    on: 'On',
    off: 'Off',
    maxAge: 'Answers are kept for',
    stale: 'And told for longer while they are read anew',
    restarted: 'Connections restarted',
    never: 'Never',
    modified: 'Changed',
  },
  metrics: {
    title: 'Queries of the last 24 hours',
    queries: 'Queries',
    cached: 'From the cache',
    uncached: 'From the database',
    errors: 'Failed',
    latency: 'Time at the database, mean',
    hitRate: 'From the cache, of what may be cached',
    pool: 'Connections',
    open: 'Open',
    waiting: 'Clients that wait',
  },
});
