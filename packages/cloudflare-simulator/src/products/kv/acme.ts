import type { AccountClock } from '../../account/AccountClock';
import { hexId, numberBelow, serial, uuidOf } from '../../account/ids';
import { exampleBodies } from '../../fixtures';
import { secretMarkers } from '../../fixtures/secretMarkers';
import type { KvKey, KvNamespace } from './KvNamespace';

const cachedResponses = 1243;
const sessions = 64;
const baskets = 240;

/** A namespace without keys unless told. */
export function makeNamespace(
  title: string,
  seed: string,
  change: Partial<KvNamespace> = {},
): KvNamespace {
  return { id: hexId(seed), name: title, keys: [], hourlyReads: 0, ...change };
}

const hoursFromNow = (clock: AccountClock, hours: number) =>
  Math.floor(clock.start.getTime() / 1000) + hours * 3600;

/** The keys of the examples, and what a cache of responses holds. */
function cached(clock: AccountClock): KvKey[] {
  const [user, fixed] = exampleBodies.kvKeysList.result;
  const [last] = exampleBodies.kvKeysListLastPage.result;
  const responses = Array.from({ length: cachedResponses }, (_, index) => ({
    name: `response/${serial(index)}`,
    value: JSON.stringify({
      status: index % 40 === 0 ? 404 : 200,
      body: `${secretMarkers.kvValue} ${index}`,
    }),
    expiration: hoursFromNow(clock, 1 + numberBelow(24, `cache/${index}`)),
  }));
  return [
    {
      ...user,
      value: JSON.stringify({
        user: { email: 'sam@acme.example', note: secretMarkers.kvValue },
        visits: 42,
        active: true,
      }),
    },
    { ...fixed, value: exampleBodies.kvBulkGet.result.values.static },
    { ...last, value: 'plain text' },
    ...responses,
  ];
}

/** Keys as people make them: with all that should not be in the name of a key. */
function sessionsOf(clock: AccountClock): KvKey[] {
  const value = (index: number) =>
    JSON.stringify({
      user: `user-${index}@customer.example`,
      cart: [{ sku: `sku-${index}`, quantity: 1 + (index % 3) }],
      consent: null,
      token: secretMarkers.kvValue,
    });
  return [
    ...Array.from({ length: sessions }, (_, index) => ({
      name: `session:${uuidOf(`session/${index}`)}`,
      value: value(index),
      expiration: hoursFromNow(clock, 12),
      metadata: { ip: '198.51.100.7', note: secretMarkers.kvMetadata },
    })),
    // Written by a script that forgot the expiration.
    { name: 'by-email/pat@customer.example', value: value(901) },
    { name: 'by-phone/+49 30 123456789', value: value(902) },
    { name: 'by-ip/203.0.113.77', value: value(903) },
    { name: 'snapshot', value: `"${'x'.repeat(6000)}"` },
    { name: 'thumbnail', value: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00]) },
  ];
}

/** Every basket ends: what nobody bought is gone after thirty days. */
function basketsOf(clock: AccountClock): KvKey[] {
  return Array.from({ length: baskets }, (_, index) => ({
    name: `basket/${index + 1}`,
    value: '{"items":[]}',
    expiration: hoursFromNow(
      clock,
      1 + numberBelow(30 * 24, `basket/${index}`),
    ),
  }));
}

const flags = (names: readonly string[]): KvKey[] =>
  names.map(name => ({
    name: `flag/${name}`,
    value: JSON.stringify({ enabled: name.length % 2 === 0, owner: 'web' }),
  }));

/** acme's namespaces: the examples, and titles of every kind that occurs. */
export function acmeNamespaces(clock: AccountClock): KvNamespace[] {
  const [cache, customers] = exampleBodies.kvNamespacesList.result;
  const namespace = (title: string, change: Partial<KvNamespace>) =>
    makeNamespace(title, `kv/${title}`, change);
  return [
    {
      ...makeNamespace(cache.title, '', { id: cache.id }),
      tags: {
        team: 'platform',
        env: 'prod',
        system: 'storefront',
        'data-class': 'internal',
      },
      keys: cached(clock),
      counted: { keys: cachedResponses - 8, bytes: 7_340_032 },
      hourlyReads: 52_000,
    },
    {
      ...makeNamespace(customers.title, '', { id: customers.id }),
      jurisdiction: customers.jurisdiction,
      tags: { team: 'security', env: 'prod', 'data-class': 'pii' },
      keys: sessionsOf(clock),
      counted: { keys: 67, bytes: 28_000 },
      hourlyReads: 9_400,
    },
    // Two titles that differ only in case: one of them is a mistake.
    namespace('acme-flags', {
      tags: { team: 'platform', env: 'prod' },
      keys: flags(['dark-mode', 'new-checkout', 'search-v2']),
      counted: { keys: 3, bytes: 120 },
      hourlyReads: 18_000,
    }),
    namespace('Acme-Flags', { keys: flags(['dark-mode']) }),
    namespace(
      '🛒 Baskets, one per visitor, kept until check-out or for thirty days',
      {
        tags: { team: 'platform', env: 'prod', 'data-class': 'personal' },
        keys: basketsOf(clock),
        counted: { keys: 81_230, bytes: 41_000_000 },
        hourlyReads: 3_100,
      },
    ),
    // Nothing was counted yet.
    namespace('acme-feature-previews', {
      tags: { team: 'ai', env: 'staging' },
    }),
    namespace('acme-old-redirects', {
      keys: [{ name: '/old', value: '/new' }],
      counted: { keys: 1, bytes: 4 },
    }),
  ];
}
