/** The words of Analytics Engine: what cards and facts tell. */
export const analyticsEngineMessages = {
  holdsData: 'Holds data',
  noWriter: 'No writer',
  writers: 'Written by',
} as const;
