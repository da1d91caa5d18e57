/** The words of Containers: what cards and facts tell. */
export const containersMessages = {
  health: {
    healthy: 'Healthy',
    degraded: 'Degraded',
    unhealthy: 'Unhealthy',
    pending: 'Starting',
  },
  facts: {
    images: 'Images',
    durableObject: 'Durable Object class',
    none: 'None',
    instances: 'Instances',
    most: '{{instances}}, at most {{most}}',
    onDemand: 'Started on demand',
  },
} as const;
