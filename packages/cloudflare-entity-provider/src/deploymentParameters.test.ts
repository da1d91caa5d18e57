import { resolvePagesDeployment } from '@cloudflare-backstage/cloudflare-provenance';
import { CfWorker } from '@cloudflare-backstage/cloudflare-client';
import { ConfigReader } from '@backstage/config';
import { readProvenanceOptions } from '@cloudflare-backstage/plugin-cloudflare-node';
import { DeploymentParameters } from '@cloudflare-backstage/plugin-cloudflare-common';
import { deploymentParameters } from './deploymentParameters';
import { workersIngestion } from './products/workers';

const provenance = readProvenanceOptions(new ConfigReader({}));

describe('deploymentParameters', () => {
  it('tell that nothing is deployed', () => {
    expect(deploymentParameters(null)).toEqual({ notDeployed: true });
  });

  it('tell how much is known of where a deployment came from', () => {
    expect(
      deploymentParameters({
        id: 'd1',
        deployedAt: '2026-11-20T10:00:00Z',
        provenance: resolvePagesDeployment({}, provenance),
      }),
    ).toEqual({
      lastDeployment: {
        id: 'd1',
        deployedAt: '2026-11-20T10:00:00Z',
        provenance: 'none',
      },
    });
  });

  const lastDeploymentOf = (
    shares: readonly number[],
    triggeredBy = 'upload',
  ) => {
    const { parameters } = workersIngestion.toEntity(
      {
        id: 'w',
        name: 'shop',
        tags: [],
        handlers: [],
        customDomains: [],
      } satisfies CfWorker,
      {
        deployment: {
          id: 'd1',
          createdAt: '2026-11-20T10:00:00Z',
          annotations: {},
          versions: shares.map((percentage, i) => ({
            id: `v${i}`,
            percentage,
          })),
        },
        versions: shares.map((_, i) => ({
          id: `v${i}`,
          annotations: { 'workers/triggered_by': triggeredBy },
          bindings: [],
        })),
      },
      provenance,
    );
    return (parameters as DeploymentParameters).lastDeployment;
  };

  it.each([
    [[100], undefined],
    [[100, 0], undefined],
    [[90, 10], true],
  ])(
    'tell whether several versions share the traffic: %j',
    (shares, gradual) => {
      expect(lastDeploymentOf(shares)?.gradual).toBe(gradual);
    },
  );

  it.each(['upload', 'secret'])('tell that it was made by: %s', trigger => {
    expect(lastDeploymentOf([100], trigger)).toMatchObject({
      triggeredBy: trigger,
    });
  });
});
