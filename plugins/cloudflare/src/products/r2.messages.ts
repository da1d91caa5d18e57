/** The words of R2: what cards and facts tell. */
export const r2Messages = {
  status: { retention: 'Retention set', kept: 'Kept without limit' },
  facts: {
    objects: 'Objects, about',
    size: 'Size, about',
    notMeasured: 'Cloudflare has no figure',
    jurisdiction: 'Jurisdiction',
    anywhere: 'Not restricted',
    location: 'Location',
    storageClass: 'Storage class',
    created: 'Created',
  },
} as const;
