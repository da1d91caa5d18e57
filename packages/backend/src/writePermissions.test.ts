import {
  CfToken,
  createCloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { writePermissions } from './writePermissions';

describe('writePermissions', () => {
  describe('of a token of the simulated account', () => {
    let simulator: Simulator;
    beforeAll(async () => {
      simulator = await startSimulator();
    });
    afterAll(() => simulator.close());

    const client = () =>
      createCloudflareClient({
        accountId: simulator.accountId,
        apiToken: simulator.apiToken,
        apiBaseUrl: simulator.url,
      });

    it('finds none on a token that only reads', async () => {
      expect(await writePermissions(await client())).toEqual([]);
    });

    it('does not know when the token may not list tokens', async () => {
      simulator.refusePermission('Account API Tokens Read');
      expect(await writePermissions(await client())).toBeUndefined();
    });
  });

  it('names what allows more than reading, on the own token alone', async () => {
    const token = (id: string, ...permissionGroups: string[]): CfToken => ({
      id,
      status: 'active',
      policies: [{ effect: 'allow', permissionGroups, resources: [] }],
    });
    const tokens = {
      verify: async () => ({
        id: 'own',
        status: 'active',
        owner: 'account' as const,
      }),
      list: async () => ({
        items: [
          token('other', 'D1 Write'),
          token('own', 'Pages Read', 'Workers Scripts Write', 'AI Search Run'),
        ],
        complete: true,
        problems: [],
      }),
    };

    expect(await writePermissions({ tokens })).toEqual([
      'Workers Scripts Write',
      'AI Search Run',
    ]);
  });
});
