/** The words of AI Gateway: what cards and facts tell. */
export const aiGatewayMessages = {
  status: {
    open: 'No authentication',
    unlimited: 'No rate limit',
    limited: 'Authenticated, limited',
  },
  facts: {
    providers: 'Providers',
    caching: 'Caching',
    retries: 'Retries',
    rateLimit: 'Rate limit',
    limit: '{{requests}} in {{interval}}',
    fallback: 'Fallback',
    on: 'On',
    off: 'Off',
  },
} as const;
