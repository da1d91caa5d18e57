import { mockCredentials } from '@backstage/backend-test-utils';
import { SimulatedProductId } from '@cloudflare-backstage/cloudflare-simulator';
import {
  callTo,
  DescribedRoute,
  send,
  startAllRoutes,
} from '../__testUtils__/describedRoutes';

const USER = mockCredentials.user.header();
/** No product has a resource of this name. */
const UNKNOWN = 'nobody-has-this-name';
const NATIVE_ONLY: Record<string, string> = {
  durableObjects: 'a class is meant by its name, a namespace by its id',
};

describe('a name in a path', () => {
  let all: Awaited<ReturnType<typeof startAllRoutes>>;
  let named: DescribedRoute[];
  /** What is asked to look for a name. */
  let listings: string[];
  let asked = 0;
  beforeAll(async () => {
    all = await startAllRoutes();
    named = all.routes.filter(({ path }) => path.includes('{'));
    listings = (await askFor(UNKNOWN)).operations;
  }, 30_000);
  afterAll(() => all.simulator.close());

  /** The answers to a name, and the operations of Cloudflare that it led to. */
  async function askFor(encoded: string, server = all.server) {
    asked += 1;
    all.simulator.resetStatistics();
    const answers = [];
    // Without a name, a path that ends with it is that of the list.
    const asking = named.filter(({ path }) => encoded || !path.endsWith('}'));
    for (const route of asking) {
      const call = callTo(route, 'NAME');
      const { status, text } = await send(
        server,
        { ...call, url: call.url.replace('NAME', encoded) },
        // Queries are limited by caller.
        mockCredentials.user.header(`user:default/caller-${asked}`),
      );
      answers.push({ route: route.name, status, text });
    }
    const { byOperation, unexpected } = all.simulator.statistics();
    expect(unexpected).toBe(0);
    return { answers, operations: Object.keys(byOperation) };
  }

  it.each([
    ['a slash', 'acme%2Fevents'],
    ['a slash and a reserved word', `${UNKNOWN}%2Fmetrics`],
    ['an encoded slash, encoded', 'acme%252Fevents'],
    ['a backslash', 'acme%5Cevents'],
    ['a comma', 'acme%2Cevents'],
    ['an emoji', '%F0%9F%A6%8A'],
    ['300 characters', 'a'.repeat(300)],
    ['300 emojis', '%F0%9F%A6%8A'.repeat(300)],
    ['a parent', '..'],
    ['a parent, encoded', '%2e%2e'],
    ['a place, encoded', '%2E'],
    ['a parent of another account', '..%2F..%2Faccounts%2Fother'],
    ['a query', 'a%3Fper_page%3D1'],
    ['a fragment', 'a%23b'],
    ['a parameter of a path', 'a%3Bb%3Dc'],
    ['a template', '%7Baccount%7D'],
    ['nothing', ''],
    ['a blank', '%20'],
    ['a NUL', 'a%00b'],
    ['a new line', 'a%0d%0aHost%3A%20b'],
    ['bytes that are no text', '%E0%A4%A'],
    ['half of a pair', '%ED%A0%80'],
    ['a wildcard', '*'],
    ['a number', '0'],
    ['a quote', '%27%20OR%20%271%27%3D%271'],
    ...[
      'metrics',
      'settings',
      'config',
      'keys',
      'buckets',
      'null',
      'undefined',
      '__proto__',
      'constructor',
      'toString',
    ].map(word => [`the word ${word}`, word]),
  ])(
    'that is %s is not found or refused, and never sent on',
    async (_, name) => {
      const { answers, operations } = await askFor(name);
      for (const { route, status, text } of answers) {
        expect([route, status, text]).toEqual([
          route,
          status === 400 ? 400 : 404,
          expect.any(String),
        ]);
      }
      expect(operations.filter(each => !listings.includes(each))).toEqual([]);
    },
    30_000,
  );

  it('can be the id by which Cloudflare knows the resource', async () => {
    for (const route of named) {
      for (const { id, name } of all.resources.get(route.named!)!) {
        const { status, body } = await send(
          all.server,
          callTo(route, id),
          USER,
        );
        expect([route.name, id, status, body.error]).toEqual([
          route.name,
          id,
          route.status,
          undefined,
        ]);
        const accepted = route.named! in NATIVE_ONLY ? id : name;
        const byName = await send(all.server, callTo(route, accepted), USER);
        // Of several that have the name, none.
        const expected = byName.status === 409 ? 409 : route.status;
        expect([route.name, name, byName.status]).toEqual([
          route.name,
          name,
          expected,
        ]);
      }
    }
  }, 60_000);

  it('that two resources have is a 409 that names what tells them apart', async () => {
    const name = 'acme-twice';
    const twice = [...new Set(named.map(route => route.product!))].filter(
      product => canHaveTwo(product as SimulatedProductId, name),
    );
    expect(twice.length).toBeGreaterThan(5);
    const { server } = await all.start();
    for (const route of named.filter(each => twice.includes(each.product!))) {
      const { status, body } = await send(server, callTo(route, name), USER);
      expect([route.name, status]).toEqual([route.name, 409]);
      const ids = body.error.message
        .split('; ')[1]
        .match(/(?<=')[^', ]+(?=')/g);
      expect(ids).toHaveLength(2);
      for (const id of ids) {
        const one = await send(server, callTo(route, id), USER);
        expect([route.name, id, one.status]).toEqual([
          route.name,
          id,
          route.status,
        ]);
      }
    }
  }, 30_000);

  function canHaveTwo(product: SimulatedProductId, name: string): boolean {
    if (product in NATIVE_ONLY) {
      return false;
    }
    try {
      all.simulator.account.addResource(product, name);
      all.simulator.account.addResource(product, name);
      return true;
    } catch (error) {
      // Their names are unique: the account takes no second one.
      if (/There is a|can be changed by name/.test(String(error))) {
        return false;
      }
      throw error;
    }
  }
});
