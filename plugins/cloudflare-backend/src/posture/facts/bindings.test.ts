import { collectFor, NOW } from '../__testUtils__/collectFor';
import { resource } from '../__testUtils__/postureAccount';

describe('binding.dangling', () => {
  const collect = (
    parameters: Parameters<typeof resource>[2] = {},
    lastComplete: Date | undefined = NOW,
  ) =>
    collectFor('binding.dangling', {
      entity: resource('workers', 'api', parameters),
      syncs: { workers: { lastComplete } },
    });
  const danglingBindings = ['kv_namespace:k1', 'queue:orders'];

  it('passes when everything that is bound was found', async () => {
    await expect(collect()).resolves.toMatchObject({
      state: 'pass',
      facts: { danglingBindings: 0 },
      sources: [{ name: 'catalog', observedAt: NOW.toISOString() }],
    });
  });

  it('fails when something is missing, and names it', async () => {
    await expect(collect({ danglingBindings })).resolves.toMatchObject({
      state: 'fail',
      facts: { danglingBindings: 2 },
      findings: ['There is no kv_namespace:k1', 'There is no queue:orders'],
    });
  });

  it.each(['bindingsComplete', 'producersComplete', 'consumersComplete'])(
    'is only sure of what is missing while %s is false',
    async name => {
      await expect(collect({ [name]: false })).resolves.toMatchObject({
        state: 'unknown',
        reason: 'incomplete',
      });
      await expect(
        collect({ [name]: false, danglingBindings }),
      ).resolves.toMatchObject({
        state: 'fail',
        atLeast: ['danglingBindings'],
      });
    },
  );

  it('is stale by the last complete listing, whatever the entity says', async () => {
    await expect(
      collect({}, new Date('2026-03-01T09:30:00Z')),
    ).resolves.toMatchObject({ state: 'stale' });
  });

  it.each([
    'pages',
    'queues',
    'workflows',
    'durableObjects',
    'containers',
    'aiGateway',
    'aiSearch',
  ] as const)('is about %s, too', async product => {
    await expect(
      collectFor('binding.dangling', { entity: resource(product, 'one') }),
    ).resolves.toMatchObject({ state: 'pass' });
  });
});
