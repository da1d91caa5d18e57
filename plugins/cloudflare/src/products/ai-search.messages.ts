/** The words of AI Search: what cards and facts tell. */
export const aiSearchMessages = {
  status: {
    off: 'Turned off',
    paused: 'Paused',
    neverCrawled: 'Never indexed',
    errors: 'Some items failed',
    indexed: 'Indexed',
  },
  facts: {
    source: 'Indexes',
    uploaded: 'Uploaded items',
    lastCrawl: 'Last successful job',
    documents: 'Items, about',
    notCounted: 'Cloudflare cannot count them',
    gateway: 'AI Gateway',
    none: 'None',
  },
} as const;
