import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { productIds } from '@cloudflare-backstage/plugin-cloudflare-common';
import { readSyncConfig } from './readSyncConfig';

const read = (cloudflare: JsonObject) =>
  readSyncConfig(new ConfigReader({ cloudflare }));
const provider = (entityProvider: JsonObject) => read({ entityProvider });

describe('readSyncConfig', () => {
  it('has defaults', () => {
    const config = read({});
    expect(config).toMatchObject({
      schedule: {
        frequency: { minutes: 10 },
        timeout: { minutes: 2 },
        scope: 'global',
      },
      filters: { include: [], exclude: [] },
      maxRemovalShare: 0.5,
      namespace: 'default',
      defaults: { owner: 'group:default/platform' },
      ownerIsAssumed: true,
      owners: [],
    });
    expect(config.imports('workers')).toBe(true);
  });

  it('takes a switch for every product, also for those not read yet', () => {
    const all = Object.fromEntries(productIds.map(id => [id, true]));
    const config = provider({ import: all });
    expect(productIds.filter(id => config.imports(id))).toEqual(productIds);
    expect(provider({ import: { ...all, kv: false } }).imports('kv')).toBe(
      false,
    );
  });

  it('reads what is configured', () => {
    const config = read({
      entityProvider: {
        schedule: { frequency: { hours: 1 }, timeout: { minutes: 5 } },
        import: { pages: false, queues: true },
        filters: { exclude: [{ name: 'preview-*' }], maxAgeDays: 400 },
        safety: { maxRemovalShare: 0.1 },
      },
      defaults: { owner: 'ops', system: 'edge', namespace: 'cloud' },
      owners: [{ tag: 'team:data', owner: 'data', system: 'lake' }],
    });
    expect(config).toMatchObject({
      schedule: { frequency: { hours: 1 } },
      timeout: { minutes: 5 },
      filters: { exclude: [{ name: 'preview-*' }], maxAgeDays: 400 },
      maxRemovalShare: 0.1,
      namespace: 'cloud',
      defaults: { owner: 'group:default/ops', system: 'system:default/edge' },
      ownerIsAssumed: false,
      owners: [
        {
          match: { tag: 'team:data' },
          owner: 'group:default/data',
          system: 'system:default/lake',
        },
      ],
    });
    expect(config.imports('pages')).toBe(false);
    expect(config.imports('workers')).toBe(true);
  });

  it('reads owners that tags name', () => {
    expect(
      read({
        owners: [
          { product: 'kv', ownerTag: 'team' },
          { ownerTag: 'team', systemTag: 'system' },
        ],
      }).owners,
    ).toEqual([
      { match: { product: 'kv' }, ownerTag: 'team' },
      { ownerTag: 'team', systemTag: 'system' },
    ]);
  });

  it.each([
    [() => provider({ import: { worker: true } }), 'import.worker'],
    [() => provider({ import: { workers: 'maybe' } }), 'import.workers'],
    [() => provider({ safety: { maxRemovalShare: 50 } }), 'maxRemovalShare'],
    [() => provider({ filters: { maxAgeDays: 0 } }), 'filters.maxAgeDays'],
    [() => provider({ filters: { include: [{}] } }), 'filters.include[0]'],
    [
      () => provider({ filters: { exclude: [{ product: 'worker' }] } }),
      'filters.exclude[0].product',
    ],
    [
      () =>
        provider({
          schedule: {
            frequency: { minutes: 1 },
            timeout: { minutes: 1 },
            scope: 'local',
          },
        }),
      'schedule.scope',
    ],
    [() => provider({ schedule: { frequency: 'often' } }), 'schedule'],
    [() => read({ defaults: { owner: 'a:b:c' } }), 'cloudflare.defaults.owner'],
    [() => read({ defaults: { namespace: 'My Cloud' } }), 'defaults.namespace'],
    [() => read({ owners: [{ name: 'x' }] }), 'cloudflare.owners[0].owner'],
    [() => read({ owners: [{ owner: 'x' }] }), 'cloudflare.owners[0]'],
    [
      () => read({ owners: [{ owner: 'x', ownerTag: 'team' }] }),
      'cloudflare.owners[0].owner',
    ],
    [
      () => read({ owners: [{ ownerTag: 'team:*' }] }),
      'cloudflare.owners[0].ownerTag',
    ],
    [
      () => read({ owners: [{ ownerTag: 't', system: 'a', systemTag: 's' }] }),
      'cloudflare.owners[0].systemTag',
    ],
  ])('names the key that is wrong (%#)', (act, key) => {
    expect(act).toThrow(key);
  });
});
