/** The words of Workers: what cards and facts tell. */
export const workersMessages = {
  facts: {
    lastDeployment: 'Last deployment',
    provenance: 'Provenance',
  },
} as const;
