/** The words of Hyperdrive: what cards and facts tell. */
export const hyperdriveMessages = {
  status: {
    cached: 'Caching on',
    uncached: 'Caching off',
  },
  facts: {
    originDb: 'Database',
    network: 'Connects',
    networks: {
      direct: 'Over the internet',
      access: 'Through Cloudflare Access',
      vpc: 'Through a Workers VPC service',
    },
    connectionLimit: 'Connection limit',
    clientCertificate: 'Client certificate (mTLS)',
    set: 'Set',
    notSet: 'Not set',
  },
} as const;
