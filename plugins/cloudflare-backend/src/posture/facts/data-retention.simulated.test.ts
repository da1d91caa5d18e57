import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { accountOf } from '../../__testUtils__/startPlugin';
import { collectFor } from '../__testUtils__/collectFor';
import { resource } from '../__testUtils__/postureAccount';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

describe('the storage of the simulated account', () => {
  let simulator: Simulator;
  let account: CloudflareAccount;
  beforeAll(async () => {
    simulator = await startSimulator({ quota: 'off' });
    account = await accountOf(simulator);
  });
  afterAll(() => simulator.close());

  const collect = (
    checkId: string,
    product: 'kv' | 'r2',
    name: string,
    parameters: Parameters<typeof resource>[2] = {},
  ) =>
    collectFor(checkId, {
      entity: resource(product, name, parameters, {
        'cloudflare.com/data-class': 'pii',
      }),
      account,
      config: {
        regulated: ['pii'],
        dataClasses: { pii: { minLockDays: 365 } },
      },
      now: new Date(),
    });

  it.each([
    ['r2.lifecycle', 'eu:acme-residency', 'pass'],
    ['r2.lifecycle', 'acme-customer-uploads', 'fail'],
    ['r2.lifecycle', 'acme-gone', 'unknown'],
    ['r2.lock', 'acme-evidence', 'pass'],
    ['r2.lock', 'acme-customer-uploads', 'fail'],
    ['r2.not-public', 'eu:acme-residency', 'pass'],
    ['r2.not-public', 'acme-customer-uploads', 'fail'],
    ['r2.not-public', 'acme-public-assets', 'fail'],
  ])('%s of %s: %s', async (checkId, name, state) => {
    expect(await collect(checkId, 'r2', name)).toMatchObject({ state });
  });

  it('names the requests that it sent', async () => {
    const { sources } = await collect('r2.not-public', 'r2', 'acme-evidence');
    const [domains] = sources.filter(({ name }) => name === 'domains');
    expect(domains.rayIds).toEqual([expect.any(String), expect.any(String)]);
  });

  it.each([
    ['acme-flags', 'fail', { sampled: 3, withTtl: 0, total: 3 }],
    ['acme-feature-previews', 'pass', { sampled: 0, total: 0 }],
  ])('samples the keys of %s by one request', async (title, state, facts) => {
    const { items } = await account.client.kv.list();
    const { id } = items.find(each => each.title === title)!;
    simulator.resetStatistics();
    expect(await collect('kv.ttl', 'kv', title, { id })).toMatchObject({
      state,
      facts,
    });
    expect(simulator.statistics().total).toBe(1);
  });
});
