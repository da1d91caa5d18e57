import {
  startSimulator,
  type Simulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { connectTo } from './__testUtils__/startClient';
import type { CloudflareClient } from './CloudflareClient';
import type { Listing } from './reading';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

type Fault = Parameters<Simulator['injectFault']>[0]['fault'];

describe('listings of a server that misbehaves', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    simulator = await startSimulator({ pagesProjects: 23, quota: 'off' });
  });
  beforeEach(async () => {
    simulator.clearFaults();
    client = await connectTo(simulator, { maxRetries: 1 });
  });
  afterAll(() => simulator.close());

  const listings: Record<string, () => Promise<Listing<unknown>>> = {
    'workers.list': () => client.workers.list(),
    'workers.routes': () => client.workers.routes(),
    'pages.list': () => client.pages.list(),
    'zeroTrust.users': () => client.zeroTrust.users(),
    'zeroTrust.devices': () => client.zeroTrust.devices(),
    'zeroTrust.applications': () => client.zeroTrust.applications(),
    'zeroTrust.policies': () => client.zeroTrust.policies(),
    'zeroTrust.identityProviders': () => client.zeroTrust.identityProviders(),
    'tokens.list': () => client.tokens.list(),
    'tags.list': () => client.tags.list(),
  };
  const wholly: Fault[] = [
    { type: 'success-false' },
    { type: 'html' },
    { type: 'truncated-json' },
    { type: 'invalid-json' },
    { type: 'challenge' },
    { type: 'redirect', location: 'https://evil.example/' },
    { type: 'wrong-content-length' },
    { type: 'huge', bytes: 17 * 1024 * 1024 },
  ];

  it.each(
    Object.keys(listings).flatMap(name =>
      wholly.map((fault): [string, string, Fault] => [name, fault.type, fault]),
    ),
  )('%s fails when every answer is %s', async (name, _, fault) => {
    simulator.injectFault({ fault });
    await expect(listings[name]()).rejects.toMatchObject({
      name: 'CloudflareApiError',
    });
  });

  it.each<[string, Fault, number]>([
    ['pages.list', { type: 'ignores-page' }, 10],
    ['pages.list', { type: 'shrinking' }, 0],
    ['pages.list', { type: 'duplicate-ids' }, 10],
    ['pages.list', { type: 'wrong-total' }, 23],
    ['zeroTrust.users', { type: 'wrong-total', by: -1 }, 1],
    ['zeroTrust.devices', { type: 'repeated-cursor' }, 1],
    ['zeroTrust.devices', { type: 'empty-page-with-cursor' }, 0],
    ['tags.list', { type: 'repeated-cursor' }, 1],
    ['tags.list', { type: 'empty-page-with-cursor' }, 0],
  ])('%s is incomplete with %j', async (name, fault, atLeast) => {
    simulator.injectFault({ fault });
    const listing = await listings[name]();
    expect(listing.complete).toBe(false);
    expect(listing.problems.length).toBeGreaterThan(0);
    expect(listing.items.length).toBeGreaterThanOrEqual(atLeast);
  });

  it.each(['zeroTrust.devices', 'tags.list'])(
    '%s is whole behind an empty page whose cursor leads on',
    async name => {
      const undisturbed = await listings[name]();
      expect(undisturbed.items.length).toBeGreaterThan(0);
      simulator.injectFault({
        times: 1,
        fault: { type: 'empty-page-with-cursor' },
      });
      // It is whole, but came in pages that tell no total.
      expect(await listings[name]()).toEqual({
        ...undisturbed,
        ...(name === 'tags.list' && { uncounted: true }),
      });
    },
  );

  it('keeps the good pages when one fails after them', async () => {
    simulator.injectFault({
      operation: /\/pages\/projects\?.*page=3/,
      fault: { type: 'status', status: 500 },
    });
    const projects = await client.pages.list();
    expect(projects.items).toHaveLength(20);
    expect(projects.complete).toBe(false);
    expect(projects.problems).toMatchObject([{ kind: 'unavailable' }]);
  });
});
