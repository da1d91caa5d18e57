import { ConfigReader } from '@backstage/config';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import permissionBackend from '@backstage/plugin-permission-backend';
import cloudflarePolicy from './index';
import { readPolicyConfig } from './readPolicyConfig';

const group = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name },
});

const cloudflare = {
  policy: {
    groups: {
      'group:default/sre': ['cloudflare.sync'],
      'Group:Default/Sekurity': ['cloudflare.read.*'],
      'user:default/sam': ['cloudflare.sync'],
    },
  },
};

describe('the groups of the policy', () => {
  afterEach(() => jest.restoreAllMocks());

  /** A backend, and what happens a minute after its start. */
  async function start(catalog: ReturnType<typeof catalogServiceMock.mock>) {
    const later: (() => void)[] = [];
    const { setTimeout: original } = global;
    jest.spyOn(global, 'setTimeout').mockImplementation(((
      run: () => void,
      ms: number,
      ...others: []
    ) => {
      if (ms === 60_000) {
        later.push(run);
      }
      return original(run, ms, ...others);
    }) as typeof setTimeout);
    const logger = mockServices.logger.mock({ child: () => logger });
    const backend = await startTestBackend({
      features: [
        permissionBackend,
        cloudflarePolicy,
        catalog.factory,
        logger.factory,
        mockServices.rootConfig.factory({
          data: { permission: { enabled: true }, cloudflare },
        }),
      ],
    });
    later.forEach(run => run());
    await new Promise(resolve => original(resolve, 50));
    await backend.stop();
    return logger.warn.mock.calls.map(([message]) => message);
  }

  it('are warned of once, by their keys, when the catalog has them not', async () => {
    const known = catalogServiceMock({ entities: [group('sre')] });
    const warnings = await start(
      catalogServiceMock.mock({
        getEntitiesByRefs: (...args) => known.getEntitiesByRefs(...args),
      }),
    );
    expect(warnings).toEqual([
      expect.stringMatching(
        /no 'group:default\/sekurity'.*'cloudflare\.policy\.groups\.'Group:Default\/Sekurity''/,
      ),
      expect.stringContaining(`no 'user:default/sam'`),
    ]);
  });

  it('are not known when the catalog does not answer', async () => {
    const warnings = await start(
      catalogServiceMock.mock({
        getEntitiesByRefs: async () => {
          throw new Error('It is down');
        },
      }),
    );
    expect(warnings).toEqual([
      expect.stringMatching(/'cloudflare\.policy\.groups'.*It is down/),
    ]);
  });

  it('are none by default', () => {
    expect(readPolicyConfig(new ConfigReader({})).holders).toEqual([]);
  });
});
