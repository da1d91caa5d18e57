import { resolvePagesDeployment } from '@cloudflare-backstage/cloudflare-provenance';
import { CfWorker } from '@cloudflare-backstage/cloudflare-client';
import { ConfigReader } from '@backstage/config';
import { readProvenanceOptions } from '@cloudflare-backstage/plugin-cloudflare-node';
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

  it.each([
    [[100], undefined],
    [[100, 0], undefined],
    [[90, 10], true],
  ])(
    'tell whether several versions share the traffic: %j',
    (shares, gradual) => {
      const versions = shares.map((percentage, i) => ({
        id: `v${i}`,
        percentage,
      }));
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
            versions,
          },
          versions: [],
        },
        provenance,
      );
      const { lastDeployment } = parameters as {
        lastDeployment: { gradual?: true };
      };
      expect(lastDeployment.gradual).toBe(gradual);
    },
  );
});
