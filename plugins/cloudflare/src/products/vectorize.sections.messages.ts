import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of Vectorize. */
export const vectorizeTexts = sectionTexts('vectorize', {
  stats: {
    title: 'Vectors',
    vectors: 'Vectors',
    notTold: 'Cloudflare does not tell it',
    processedUpTo: 'Changes processed up to',
    neverWritten: 'Never written',
    description: 'Description',
    none: 'None',
    configured: 'Configuration changed',
    filters: 'Metadata that queries can filter by',
    property: 'Property',
    type: 'Kind',
    queries: 'Queries of the last 24 hours',
    queried: 'Queries',
    writes: 'Changes of the last 24 hours',
    added: 'Added',
    deleted: 'Deleted',
  },
});
