import { mockCredentials } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import {
  CloudflareAccount,
  EnvironmentRules,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { Caller } from '../routing/route';
import { DeploymentsInSight } from './DeploymentsInSight';

const lastDeployment = {
  id: 'd1',
  version: 'v1',
  deployedAt: '2026-11-20T10:00:00Z',
  commitSha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
  provenance: 'complete',
};

async function read(parameters: JsonObject) {
  const catalog = catalogServiceMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          name: 'cf-worker-shop',
          annotations: {
            'cloudflare.com/account': 'default',
            'cloudflare.com/name': 'shop',
            'backstage.io/managed-by-origin-location':
              'cloudflare-provider:default',
          },
          labels: { 'cloudflare.com/environment': 'production' },
        },
        spec: { type: 'cloudflare-worker', parameters },
      },
    ],
  });
  const { deployments } = await new DeploymentsInSight({
    catalog,
    environments: EnvironmentRules.fromConfig(new ConfigReader({})),
  }).read({
    accounts: [{ key: 'default' } as CloudflareAccount],
    query: {},
    caller: {
      credentials: mockCredentials.user(),
      may: () => true,
    } as Partial<Caller> as Caller,
    signal: new AbortController().signal,
  });
  return deployments;
}

describe('deployments in the catalog', () => {
  it('are what was read last', async () => {
    expect(await read({ lastDeployment })).toMatchObject([
      { deploymentId: 'd1', provenance: { state: 'complete' } },
    ]);
    expect(await read({ notDeployed: true })).toEqual([]);
  });

  it('are not known while something changed since they were read', async () => {
    for (const before of [{ lastDeployment }, { notDeployed: true }]) {
      const [deployment, ...others] = await read({
        ...before,
        detailComplete: false,
      });
      expect(others).toEqual([]);
      expect(deployment.deploymentId).toBeUndefined();
      expect(deployment.provenance).toMatchObject({ state: 'unknown' });
      expect(deployment.provenance.commitSha).toBeUndefined();
    }
  });
});
