import {
  exampleBodies,
  type Simulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { startClient } from '../__testUtils__/startClient';
import {
  type Received,
  sendFailure,
  sendJson,
  sendResult,
  startTestApi,
  type TestApi,
} from '../__testUtils__/testApi';
import type { CloudflareClient } from '../CloudflareClient';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

describe('the R2 of an account', () => {
  let simulator: Simulator;
  let client: CloudflareClient;

  beforeAll(async () => {
    ({ simulator, client } = await startClient());
  });
  afterAll(() => simulator.close());

  it('is read in all jurisdictions, those it does not have included', async () => {
    const { items, complete, problems } = await client.r2.list();
    expect({ complete, problems }).toEqual({ complete: true, problems: [] });
    expect(
      items
        .filter(({ name }) => name === 'acme-logs')
        .map(({ jurisdiction }) => jurisdiction),
    ).toEqual(['default', 'eu']);
  });

  it('has rules and domains of each of two buckets of one name', async () => {
    const here = { name: 'acme-logs', jurisdiction: 'default' };
    const inEu = { name: 'acme-logs', jurisdiction: 'eu' };
    expect(await client.r2.lifecycle(here)).toEqual({ rules: [] });
    expect(await client.r2.lifecycle(inEu)).toMatchObject({
      rules: [{}, { id: 'thirty-days' }],
    });
    const [a, b] = await Promise.all([
      client.r2.managedDomain(here),
      client.r2.managedDomain(inEu),
    ]);
    expect(a).toMatchObject({ enabled: false });
    expect(a.domain).not.toBe(b.domain);
  });

  it('tells locks and where a bucket is public', async () => {
    expect(
      await client.r2.locks({ name: 'acme-evidence', jurisdiction: 'default' }),
    ).toMatchObject([
      {
        id: 'seven-years',
        enabled: true,
        condition: { type: 'Age', maxAgeSeconds: 220_924_800 },
      },
      { prefix: 'cases/', condition: { type: 'Indefinite' } },
    ]);
    expect(
      await client.r2.customDomains({
        name: 'acme-public-assets',
        jurisdiction: 'default',
      }),
    ).toEqual([
      { domain: 'assets.acme.example', enabled: true },
      { domain: 'cdn-old.acme.example', enabled: false },
    ]);
  });

  it('is read over all pages', async () => {
    const large = await startClient({ resources: { r2: 1205 } });
    const { items, complete } = await large.client.r2.list();
    await large.simulator.close();
    expect({ count: items.length, complete }).toEqual({
      count: 1205,
      complete: true,
    });
  });

  it('does not have a bucket that is in another jurisdiction', async () => {
    await expect(
      client.r2.lifecycle({ name: 'acme-evidence', jurisdiction: 'eu' }),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('an API of R2', () => {
  let api: TestApi;
  let client: CloudflareClient;
  beforeEach(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
  });
  afterEach(() => api.close());

  const bucket = (name: string) => ({ buckets: [{ name }] });
  const jurisdictionOf = ({ headers }: Received) =>
    headers['cf-r2-jurisdiction'] ?? 'default';

  it('answers the examples, whose cursor is not lost', async () => {
    api.answer((response, { headers, url }) => {
      if (url.pathname.endsWith('/lifecycle')) {
        sendJson(response, exampleBodies.r2LifecycleGet);
      } else if (
        headers['cf-r2-jurisdiction'] ||
        url.searchParams.has('cursor')
      ) {
        sendResult(response, { buckets: [] }, { cursor: '' });
      } else {
        sendJson(response, exampleBodies.r2BucketsList);
      }
    });
    const { items, complete } = await client.r2.list();
    expect(complete).toBe(true);
    expect(items).toEqual([
      {
        name: 'acme-prod-artifacts',
        jurisdiction: 'default',
        createdAt: '2025-02-01T10:00:00.000Z',
        location: 'WEUR',
        storageClass: 'Standard',
      },
      {
        name: 'acme-logs',
        jurisdiction: 'default',
        createdAt: '2025-05-01T10:00:00.000Z',
      },
    ]);
    expect(api.received[1].url.searchParams.get('cursor')).toBe(
      '1-JTBnJ0xvZ3M',
    );
    const { rules } = await client.r2.lifecycle(items[0]);
    expect(rules).toEqual(exampleBodies.r2LifecycleGet.result.rules);
  });

  it('that fails on the second page gives an incomplete listing', async () => {
    api.answer((response, { headers, url }) => {
      if (url.searchParams.has('cursor')) {
        sendFailure(response, 500, 10_001, 'broken');
      } else if (headers['cf-r2-jurisdiction']) {
        sendResult(response, { buckets: [] });
      } else {
        sendJson(response, exampleBodies.r2BucketsList);
      }
    });
    const { items, complete, problems } = await client.r2.list();
    expect(items).toHaveLength(2);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([{ kind: 'unavailable', product: 'r2' }]);
  });

  it('is asked for every jurisdiction by a header', async () => {
    api.answer(response => sendResult(response, { buckets: [] }));
    await client.r2.list();
    expect(api.received.map(jurisdictionOf).sort()).toEqual([
      'default',
      'eu',
      'fedramp',
      'fedramp-high',
      'us',
    ]);
  });

  it('is not asked again for what it refused', async () => {
    api.answer((response, request) =>
      jurisdictionOf(request) === 'default'
        ? sendResult(response, bucket('a'))
        : sendFailure(response, 403, 10_042, 'Please enable R2'),
    );
    for (let reading = 0; reading < 2; reading++) {
      expect(await client.r2.list()).toEqual({
        items: [expect.objectContaining({ name: 'a' })],
        complete: true,
        problems: [],
      });
    }
    expect(api.received).toHaveLength(6);
    const dayLater = Date.now() + 25 * 60 * 60 * 1000;
    const now = jest.spyOn(Date, 'now').mockReturnValue(dayLater);
    await client.r2.list();
    now.mockRestore();
    expect(api.received).toHaveLength(11);
  });

  it.each([
    [500, 10_001, 'unavailable'],
    [401, 1000, 'unauthorized'],
    [429, 971, 'rate-limited'],
  ])(
    'leaves a listing incomplete where a jurisdiction answers %d',
    async (status, code, kind) => {
      api.answer((response, request) =>
        jurisdictionOf(request) === 'eu'
          ? sendFailure(response, status, code, 'broken')
          : sendResult(response, bucket(`in-${jurisdictionOf(request)}`)),
      );
      const { items, complete, problems } = await client.r2.list();
      expect(items).toHaveLength(4);
      expect(complete).toBe(false);
      expect(problems).toMatchObject([{ kind, product: 'r2' }]);
    },
  );

  it('does not lose the buckets of a jurisdiction that it refuses later', async () => {
    api.answer((response, request) =>
      sendResult(response, bucket(`in-${jurisdictionOf(request)}`)),
    );
    expect((await client.r2.list()).complete).toBe(true);
    api.answer((response, request) =>
      jurisdictionOf(request) === 'eu'
        ? sendFailure(response, 403, 10_000, 'Authentication error')
        : sendResult(response, bucket(`in-${jurisdictionOf(request)}`)),
    );
    expect(await client.r2.list()).toMatchObject({
      complete: false,
      problems: [{ kind: 'forbidden' }],
    });
  });

  it('does not lose the buckets of a jurisdiction that it never read itself', async () => {
    api.answer((response, request) =>
      jurisdictionOf(request) === 'eu'
        ? sendFailure(response, 403, 10_000, 'Authentication error')
        : sendResult(response, bucket(`in-${jurisdictionOf(request)}`)),
    );
    // Refused once, and at rest.
    expect((await client.r2.list()).complete).toBe(true);
    expect(
      await client.r2.list({ jurisdictionsInUse: ['default', 'eu'] }),
    ).toMatchObject({ complete: false, problems: [{ kind: 'forbidden' }] });
  });

  it('names the permission that is missing', async () => {
    api.answer(response =>
      sendFailure(response, 403, 10_000, 'Authentication error'),
    );
    await expect(client.r2.list()).rejects.toMatchObject({
      kind: 'forbidden',
      problem: { permission: 'Workers R2 Storage Read' },
    });
    expect(api.received).toHaveLength(1);
  });

  it('does not take a rule that makes no sense for none', async () => {
    api.answer(response => sendResult(response, { rules: [{ id: 'odd' }] }));
    await expect(
      client.r2.lifecycle({ name: 'a', jurisdiction: 'default' }),
    ).rejects.toMatchObject({ kind: 'invalid-response' });
  });
});
