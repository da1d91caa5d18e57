import { Entity } from '@backstage/catalog-model';

const ACCOUNT_ID = '6f1ed0c0ffee4a7b9d2e11aa22bb33cc';

/** A Component that runs on the given Worker. */
export function component(options?: {
  annotations?: Record<string, string>;
  dependsOn?: string[];
}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'acme-api',
      namespace: 'default',
      annotations: options?.annotations ?? {
        'cloudflare.com/worker': 'acme-api',
      },
    },
    spec: { type: 'service', owner: 'group:default/engineering' },
    relations: (
      options?.dependsOn ?? ['resource:default/cf-worker-acme-api']
    ).map(targetRef => ({ type: 'dependsOn', targetRef })),
  };
}

function resource(options: {
  name: string;
  title: string;
  type: string;
  environment?: string;
  owner?: string;
  parameters?: object;
  relations?: Entity['relations'];
}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: options.name,
      namespace: 'default',
      title: options.title,
      annotations: {
        'cloudflare.com/account': 'default',
        'cloudflare.com/name': options.title,
      },
      ...(options.environment && {
        labels: { 'cloudflare.com/environment': options.environment },
      }),
    },
    spec: {
      type: options.type,
      owner: options.owner ?? 'group:default/platform',
      parameters: {
        accountId: ACCOUNT_ID,
        account: 'default',
        id: options.title,
        name: options.title,
        ...options.parameters,
      },
    },
    relations: options.relations,
  };
}

export const worker = resource({
  name: 'cf-worker-acme-api',
  title: 'acme-api',
  type: 'cloudflare-worker',
  environment: 'production',
  parameters: {
    scriptName: 'acme-api',
    lastDeployment: {
      id: 'd1',
      deployedAt: '2026-11-20T10:00:00Z',
      provenance: 'complete',
    },
  },
  relations: [
    { type: 'dependencyOf', targetRef: 'component:default/acme-api' },
    { type: 'dependsOn', targetRef: 'resource:default/cf-worker-acme-auth' },
  ],
});

export const undeployedWorker = resource({
  name: 'cf-worker-acme-auth',
  title: 'acme-auth',
  type: 'cloudflare-worker',
  parameters: { scriptName: 'acme-auth', notDeployed: true },
});

export const pagesProject = resource({
  name: 'cf-pages-acme-web',
  title: 'acme-web',
  type: 'cloudflare-pages',
  owner: 'group:default/engineering',
  parameters: {
    projectName: 'acme-web',
    url: 'https://acme-web.pages.dev',
    domains: ['www.acme.example'],
    productionBranch: 'main',
    lastDeployment: {
      id: 'p1',
      deployedAt: '2026-11-21T10:00:00Z',
      provenance: 'unknown',
    },
  },
});

export const zeroTrust = resource({
  name: 'cf-zt-access',
  title: 'Zero Trust Access',
  type: 'cloudflare-zero-trust',
  owner: 'group:default/security',
  parameters: { authProviders: ['okta', 'github'], policyCount: 12 },
});

export const account = resource({
  name: 'cf-account',
  title: 'acme',
  type: 'cloudflare-account',
});
