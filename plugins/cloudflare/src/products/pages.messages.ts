/** The words of Pages: what cards and facts tell. */
export const pagesMessages = {
  facts: {
    url: 'Production URL',
    domains: 'Domains',
    noDomains: 'None',
    productionBranch: 'Production branch',
    lastDeployment: 'Last production deployment',
    provenance: 'Provenance',
  },
} as const;
