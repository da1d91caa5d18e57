import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { EnvironmentRules } from '@cloudflare-backstage/plugin-cloudflare-node';
import { cloudflareServiceMock } from '@cloudflare-backstage/plugin-cloudflare-node/testUtils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { failingAccount } from '../../__testUtils__/failingAccount';
import { accountEntity, collectFor, NOW } from '../__testUtils__/collectFor';
import { down, resource } from '../__testUtils__/postureAccount';

const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR);
const account = failingAccount(down);

const worker = resource('workers', 'api');
const bucket = resource('r2', 'files');
const ref = (entity: Entity) => `resource:default/${entity.metadata.name}`;

function component(
  name: string,
  targets: string[] = [],
  annotations: Record<string, string> = {},
  lifecycle = 'production',
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
    spec: { type: 'service', owner: 'team', lifecycle },
    relations: targets.map(targetRef => ({ type: 'dependsOn', targetRef })),
  };
}
const elsewhere = component('elsewhere', [], {
  'cloudflare.com/not-on-cloudflare': 'true',
});
const dependencies = {
  cloudflare: cloudflareServiceMock({ accounts: [account] }),
  environments: EnvironmentRules.fromConfig(mockServices.rootConfig()),
};

describe('coverage.linked', () => {
  const collect = (
    entity: Entity,
    syncs: Parameters<typeof collectFor>[1]['syncs'] = {},
  ) =>
    collectFor('coverage.linked', {
      entity,
      others: [worker, bucket, accountEntity],
      dependencies,
      syncs,
    });

  it('passes with a relation to what exists, and fails without', async () => {
    expect(await collect(component('shop', [ref(worker)]))).toMatchObject({
      state: 'pass',
      facts: { resources: 1 },
    });
    for (const target of ['resource:default/gone', ref(accountEntity)]) {
      expect(await collect(component('shop', [target]))).toMatchObject({
        state: 'fail',
        facts: { resources: 0 },
      });
    }
  });

  it('is as old as what was last read of what it is linked to', async () => {
    const shop = component('shop', [ref(worker), ref(bucket)]);
    const workers = { lastComplete: hoursAgo(5), problem: down };
    expect(await collect(shop, { workers })).toMatchObject({ state: 'pass' });
    const r2 = { lastComplete: hoursAgo(3), problem: down };
    expect(await collect(shop, { workers, r2 })).toMatchObject({
      state: 'stale',
    });
    expect(
      await collect(shop, { workers: { problem: down }, r2: {} }),
    ).toMatchObject({ state: 'unknown', reason: down.kind });
  });

  it('does not fail while what it names was never looked for', async () => {
    const shop = component('shop', [], { 'cloudflare.com/r2': 'files' });
    expect(await collect(shop)).toMatchObject({ state: 'fail' });
    expect(await collect(shop, { r2: { problem: down } })).toMatchObject({
      state: 'unknown',
      reason: down.kind,
    });
    const lastComplete = hoursAgo(3);
    expect(await collect(shop, { r2: { lastComplete } })).toMatchObject({
      state: 'stale',
    });
    const problem = { kind: 'not-supported', message: 'not imported' } as const;
    expect(await collect(shop, { r2: { problem } })).toMatchObject({
      state: 'fail',
    });
  });

  it('is not applicable elsewhere, nor out of production', async () => {
    expect(await collect(elsewhere)).toMatchObject({ state: 'not-applicable' });
    expect(await collect(component('old', [], {}, 'retired'))).toMatchObject({
      state: 'not-applicable',
    });
  });
});

describe('coverage.components', () => {
  const linked = (count: number) =>
    Array.from({ length: count }, (_, i) => component(`c${i}`, [ref(worker)]));
  const collect = (
    components: Entity[],
    syncs: Parameters<typeof collectFor>[1]['syncs'] = {},
    accounts = [account],
  ) =>
    collectFor('coverage.components', {
      entity: accountEntity,
      account,
      others: [worker, ...components],
      dependencies: {
        ...dependencies,
        cloudflare: cloudflareServiceMock({ accounts }),
      },
      syncs,
    });

  it('compares the share, without those that are elsewhere', async () => {
    const others = [elsewhere, component('old', [], {}, 'retired')];
    const unlinked = component('alone', ['resource:default/gone']);
    expect(await collect([...linked(19), unlinked, ...others])).toMatchObject({
      state: 'pass',
      facts: { total: 20, linked: 19, excluded: 1, share: 95 },
    });
    expect(await collect([...linked(18), unlinked, ...others])).toMatchObject({
      state: 'fail',
      facts: { total: 19, linked: 18, share: 94.7 },
    });
  });

  it('is unknown while too many may be linked to what is not read', async () => {
    const named = component('named', [], { 'cloudflare.com/kv': 'sessions' });
    const kv = { problem: down };
    expect(await collect([...linked(18), named], { kv })).toMatchObject({
      state: 'unknown',
      atLeast: ['linked', 'share'],
    });
    expect(await collect([...linked(19), named], { kv })).toMatchObject({
      state: 'pass',
    });
  });

  it('is stale while what they are linked to is not read', async () => {
    const workers = { lastComplete: hoursAgo(3), problem: down };
    expect(await collect(linked(3), { workers })).toMatchObject({
      state: 'stale',
    });
  });

  it('is not applicable without Components, nor of another account', async () => {
    expect(await collect([elsewhere])).toMatchObject({
      state: 'not-applicable',
    });
    const first = { ...account, key: 'first' };
    expect(await collect(linked(1), {}, [first, account])).toMatchObject({
      state: 'not-applicable',
    });
  });
});

describe('coverage.owners', () => {
  const team: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'team', namespace: 'default' },
    spec: { type: 'team', children: [] },
  };
  const collect = (
    entities: Entity[] | undefined,
    options: Partial<Parameters<typeof collectFor>[1]> = {},
  ) => {
    const catalog = entities
      ? catalogServiceMock({ entities })
      : catalogServiceMock.mock({
          getEntitiesByRefs: async () => {
            throw new Error('the catalog is down');
          },
        });
    return collectFor('coverage.owners', {
      entity: bucket,
      account,
      dependencies: { auth: mockServices.auth(), catalog },
      ...options,
    });
  };

  it('passes when the owner exists, and fails otherwise', async () => {
    expect(await collect([team])).toMatchObject({ state: 'pass' });
    expect(await collect([])).toMatchObject({
      state: 'fail',
      facts: { ownerExists: false },
    });
    expect(
      await collect([team], { subject: { owner: undefined } }),
    ).toMatchObject({ state: 'fail' });
  });

  it('is unknown while the catalog cannot be asked, and stale with the sync', async () => {
    expect(await collect(undefined)).toMatchObject({
      state: 'unknown',
      reason: 'unavailable',
    });
    const syncs = { r2: { lastComplete: hoursAgo(3) } };
    expect(await collect([team], { syncs })).toMatchObject({ state: 'stale' });
  });
});
