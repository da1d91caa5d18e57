import { Entity } from '@backstage/catalog-model';
import {
  CfKvKey,
  CloudflareApiError,
  Page,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  collectFor,
  CollectForOptions,
  NOW,
} from '../__testUtils__/collectFor';
import { forbidden, LATER } from '../__testUtils__/failures';
import { accountWith, resource } from '../__testUtils__/postureAccount';

const pii = { 'cloudflare.com/data-class': 'pii' };
const config = { regulated: ['pii'] };

describe('kv.ttl', () => {
  const keys = (withTtl: number, without: number): CfKvKey[] =>
    Array.from({ length: withTtl + without }, (_, i) => ({
      name: `user:sam-${i}@acme.example`,
      hasMetadata: false,
      ...(i < withTtl && { expiresAt: NOW.toISOString() }),
    }));
  const asked: unknown[] = [];
  const collect = (
    answer: Page<CfKvKey> | readonly Page<CfKvKey>[] | CloudflareProblem,
    options: Partial<CollectForOptions> = {},
  ) => {
    asked.length = 0;
    const read = async (...question: unknown[]) => {
      asked.push(question);
      if ('kind' in answer) {
        throw new CloudflareApiError(answer);
      }
      return [answer].flat()[asked.length - 1];
    };
    return collectFor('kv.ttl', {
      entity: resource('kv', 'sessions', {}, pii),
      account: accountWith({ kv: { keys: read } }),
      config,
      ...options,
    });
  };

  it('compares the share of a sample, and tells no name of a key', async () => {
    const told = await collect({ items: keys(990, 10), nextCursor: 'more' });
    expect(told).toMatchObject({
      state: 'pass',
      facts: { sampled: 1000, withTtl: 990, withTtlPercent: 99 },
      findings: ['10 of 1000 keys in the sample have no expiration'],
    });
    expect(told.facts).not.toHaveProperty('total');
    expect(JSON.stringify(told)).not.toContain('acme.example');
    expect(asked).toEqual([
      [
        'id-sessions',
        expect.objectContaining({ limit: 1000, lane: 'background' }),
      ],
    ]);
    expect(await collect({ items: keys(989, 11) })).toMatchObject({
      state: 'fail',
      facts: { withTtlPercent: 98.9, total: 1000 },
      findings: ['11 of 1000 keys have no expiration'],
    });
    expect(
      await collect(
        { items: keys(9, 1) },
        { thresholds: { leastPercent: 90 } },
      ),
    ).toMatchObject({ state: 'pass' });
  });

  it('takes an empty namespace for kept to', async () => {
    expect(await collect({ items: [] })).toMatchObject({
      state: 'pass',
      facts: { sampled: 0, total: 0 },
    });
  });

  it('reads on behind pages that have fewer keys than asked', async () => {
    const all = keys(995, 10);
    const told = await collect([
      { items: [], nextCursor: 'a' },
      { items: all.slice(0, 400), nextCursor: 'b' },
      { items: all.slice(400), nextCursor: 'c' },
    ]);
    expect(told).toMatchObject({
      state: 'pass',
      facts: { sampled: 1005, withTtl: 995 },
    });
    expect(asked).toMatchObject([
      ['id-sessions', { cursor: undefined }],
      ['id-sessions', { cursor: 'a' }],
      ['id-sessions', { cursor: 'b' }],
    ]);
  });

  const named = (count: number, page: number) =>
    keys(count, 0).map(key => ({ ...key, name: `${page}-${key.name}` }));

  it.each([
    ['have nothing and lead on', () => [], 10],
    ['have few keys and lead on', (page: number) => named(10, page), 10],
    ['have the same keys again', () => keys(600, 0), 2],
    ['end before the sample is full', (page: number) => named(10, page), 2],
  ])('does not judge by pages that %s', async (_, items, count) => {
    const pages = Array.from({ length: count }, (_page, i) => ({
      items: items(i),
      ...((i + 1 < count || count === 10) && { nextCursor: `${i}` }),
    }));
    const told = await collect(pages);
    expect(told).toMatchObject({
      state: 'unknown',
      reason: 'incomplete',
      facts: {},
    });
    expect(JSON.stringify(told)).not.toContain('acme.example');
    expect(asked).toHaveLength(count);
  });

  it('is unknown where keys cannot be read, and stale when old', async () => {
    expect(await collect(forbidden)).toMatchObject({
      state: 'unknown',
      reason: 'forbidden',
    });
    const syncs = { kv: { lastComplete: NOW } };
    expect(
      await collect({ items: keys(1, 0) }, { now: LATER, syncs }),
    ).toMatchObject({ state: 'stale' });
  });

  it('reads no key of data that are not known to be regulated', async () => {
    for (const entity of [
      resource('kv', 'cache'),
      resource('kv', 'cache', {}, { 'cloudflare.com/data-class': 'public' }),
    ]) {
      expect(await collect(forbidden, { entity })).toMatchObject({
        state: 'not-applicable',
        message: expect.stringContaining('class of its data'),
      });
    }
    expect(asked).toEqual([]);
  });
});

describe('pages that Components name', () => {
  const component = (annotations: Record<string, string>): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'shop', annotations },
    spec: { type: 'service' },
  });
  const shop = 'component:default/shop';
  const techdocs = { 'backstage.io/techdocs-ref': 'dir:.' };
  const cases = [
    ['kv.policy-doc', 'kv', 'cloudflare.com/retention-doc'],
    ['kv.policy-doc', 'r2', 'cloudflare.com/retention-doc'],
    ['d1.documented', 'd1', 'cloudflare.com/schema-doc'],
  ] as const;

  describe.each(cases)('%s of %s', (checkId, product, annotation) => {
    const collect = (
      annotations: Record<string, string>,
      options: Partial<CollectForOptions> = {},
    ) =>
      collectFor(checkId, {
        entity: resource(product, 'people', {}, pii),
        subject: { components: [shop, 'component:default/gone'] },
        others: [component(annotations)],
        config,
        ...options,
      });

    const fault = expect.stringContaining(shop);
    it.each([
      [{ [annotation]: 'data#retention', ...techdocs }, 'pass', []],
      [{ [annotation]: 'https://wiki.acme.example/data' }, 'pass', []],
      [{ [annotation]: 'data#retention' }, 'fail', [fault]],
      [{ [annotation]: 'http://acme.example/', ...techdocs }, 'fail', [fault]],
      [{ [annotation]: ' ', ...techdocs }, 'fail', [fault]],
      [techdocs, 'fail', [fault]],
    ])('%j: %s', async (annotations, state, findings) => {
      expect(await collect(annotations)).toMatchObject({
        state,
        facts: { components: 1, documented: 1 - findings.length },
        findings,
      });
    });

    it('fails where no Component uses it', async () => {
      const annotations = { [annotation]: 'data', ...techdocs };
      expect(
        await collect(annotations, { subject: { components: [] } }),
      ).toMatchObject({
        state: 'fail',
        findings: [expect.stringContaining('No Component uses it')],
      });
    });

    it('is as old as the sync, and unknown before it', async () => {
      const annotations = { [annotation]: 'data', ...techdocs };
      const at = (sync: { lastComplete?: Date }) =>
        collect(annotations, { now: LATER, syncs: { [product]: sync } });
      expect(await at({ lastComplete: NOW })).toMatchObject({ state: 'stale' });
      expect(await at({})).toMatchObject({ state: 'unknown' });
    });
  });

  it.each(['kv', 'r2'] as const)(
    'kv.policy-doc concerns regulated data only: %s',
    async product => {
      expect(
        await collectFor('kv.policy-doc', {
          entity: resource(product, 'cache'),
          config,
        }),
      ).toMatchObject({
        state: 'not-applicable',
        message: expect.stringContaining('none is guessed'),
      });
    },
  );
});

describe('hyperdrive.tls', () => {
  const direct = { network: 'direct', mtls: 'disabled' };
  const collect = (parameters: Record<string, string>, now = NOW) =>
    collectFor('hyperdrive.tls', {
      entity: resource('hyperdrive', 'ledger', parameters),
      syncs: { hyperdrive: { lastComplete: NOW } },
      now,
    });

  it.each([
    [{ ...direct, tlsMode: 'require' }, 'pass', 'require'],
    [{ ...direct, tlsMode: 'verify-full' }, 'pass', 'verify-full'],
    [{ ...direct, tlsMode: 'VERIFY_IDENTITY' }, 'pass', 'verify-identity'],
    [{ ...direct, tlsMode: 'prefer' }, 'fail', 'prefer'],
    [{ ...direct, tlsMode: 'disable' }, 'fail', 'disable'],
    [direct, 'pass', 'default'],
    [{ network: 'direct', mtls: 'enabled', tlsMode: 'odd' }, 'pass', 'odd'],
  ])('%j: %s', async (parameters, state, tlsMode) => {
    expect(await collect(parameters)).toMatchObject({
      state,
      facts: { tlsMode },
    });
  });

  it('takes tunnels and private networks', async () => {
    expect(await collect({ network: 'access' })).toMatchObject({
      state: 'pass',
    });
    expect(await collect({ network: 'vpc' }, LATER)).toMatchObject({
      state: 'stale',
    });
  });

  it('does not guess what is not told', async () => {
    for (const network of ['direct', 'unknown']) {
      expect(await collect({ network })).toMatchObject({
        state: 'unknown',
        reason: 'not-supported',
      });
    }
  });
});
