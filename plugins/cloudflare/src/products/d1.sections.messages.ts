import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of D1. */
export const d1Texts = sectionTexts('d1', {
  database: {
    title: 'Database',
    size: 'Size',
    tables: 'Tables',
    notTold: 'Cloudflare does not tell it',
    noWrite: 'None in the last {{days}} days',
    region: 'Region of the primary',
    replication: 'Read replication',
    on: 'On',
    off: 'Off',
    queries: 'Queries of the last 24 hours',
    reads: 'Reading',
    writes: 'Writing',
    rows: 'Rows of the last 24 hours',
    rowsRead: 'Read',
    rowsWritten: 'Written',
  },
});
