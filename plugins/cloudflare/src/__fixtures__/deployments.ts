import { ProductionDeployment } from '@cloudflare-backstage/plugin-cloudflare-common';
import { proven } from './answers';

export const productionDeployments: ProductionDeployment[] = [
  {
    entityRef: 'resource:default/cf-worker-acme-auth',
    account: 'default',
    product: 'workers',
    name: 'acme-auth',
    env: 'production',
    provenance: { state: 'unknown', sources: {} },
    auditEvents: { state: 'unknown', events: [], reason: 'not-deployed' },
    components: [],
  },
  {
    entityRef: 'resource:default/cf-worker-acme-api',
    account: 'default',
    product: 'workers',
    name: 'acme-api',
    env: 'production',
    deployedAt: '2026-11-21T10:00:00Z',
    provenance: proven,
    auditEvents: {
      state: 'found',
      events: [
        {
          id: 'a1',
          time: '2026-11-21T10:00:12Z',
          action: 'create',
          result: 'success',
          actor: 'u_0123456789ab@acme.example',
          context: 'api_token',
          tokenName: 'CI deploy',
          deltaSeconds: 12,
        },
      ],
    },
    components: ['component:default/acme-api'],
    owner: 'group:default/engineering',
  },
];
