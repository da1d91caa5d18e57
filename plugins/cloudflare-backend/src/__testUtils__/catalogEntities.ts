import { Entity } from '@backstage/catalog-model';

/** A Component that names a Worker of the simulated account. */
export const shop: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'shop',
    namespace: 'default',
    annotations: { 'cloudflare.com/worker': 'acme-api' },
  },
  spec: { type: 'service', owner: 'team', lifecycle: 'production' },
};

/** A Worker, deployed when the simulated account has events about it. */
export const checkout: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'cf-worker-acme-checkout',
    namespace: 'default',
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': 'acme-checkout',
      'backstage.io/managed-by-origin-location': 'cloudflare-provider:default',
    },
    labels: { 'cloudflare.com/environment': 'production' },
  },
  spec: {
    type: 'cloudflare-worker',
    parameters: {
      lastDeployment: {
        id: 'd1',
        deployedAt: new Date(Date.now() - 19 * 3_600_000).toISOString(),
        provenance: 'none',
      },
    },
  },
};
