/** The words of KV: what cards and facts tell. */
export const kvMessages = {
  status: { inUse: 'Holds keys', empty: 'Empty' },
  facts: {
    keys: 'Keys, about',
    size: 'Size, about',
    countedOn: 'Counted on',
    notCounted: 'Cloudflare has no count',
    jurisdiction: 'Jurisdiction',
    anywhere: 'Not restricted',
  },
} as const;
