/** The words of Browser Rendering: what cards and facts tell. */
export const browserRenderingMessages = {
  used: 'Used in the last 24 hours',
  facts: {
    browserTime: 'Browser time in 24 hours, about',
    most: 'Browsers at once, at most about',
    calls: 'API calls in 24 hours, about',
  },
} as const;
