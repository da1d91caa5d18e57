/** The words of Vectorize: what cards and facts tell. */
export const vectorizeMessages = {
  status: {
    filled: 'Holds vectors',
    empty: 'Empty',
  },
  facts: {
    vectors: 'Vectors, about',
    noVectors: 'No data from Cloudflare',
    dimensions: 'Dimensions',
    metric: 'Distance metric',
    preset: 'Made for model',
    noPreset: 'Not told',
  },
} as const;
