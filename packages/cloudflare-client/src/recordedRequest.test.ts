import type { Simulator } from '@cloudflare-backstage/cloudflare-simulator';
import { startClient } from './__testUtils__/startClient';
import type { CloudflareClient } from './CloudflareClient';
import type { RecordedRequest } from './reading';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const now = new Date('2026-10-20T12:00:00Z');
const window = {
  since: new Date('2026-10-19T00:00:00Z'),
  until: new Date('2026-10-20T00:00:00Z'),
};

describe('the record of requests', () => {
  let simulator: Simulator;
  let client: CloudflareClient;
  let told: RecordedRequest[];
  const record = (request: RecordedRequest) => told.push(request);
  beforeAll(async () => {
    ({ simulator, client } = await startClient(
      { now, auditRows: 300 },
      { maxRetries: 1 },
    ));
  });
  beforeEach(() => {
    told = [];
    simulator.clearFaults();
  });
  afterAll(() => simulator?.close());

  it('tells each page of a list, without whom it was asked about', async () => {
    const { items } = await client.zeroTrust.accessAudit(
      { ...window, email: 'sam@acme.example' },
      { record, limit: 2, cursor: '2.2' },
    );
    expect(told).toEqual([
      {
        method: 'GET',
        path: '/accounts/{account}/access/logs/access_requests',
        query: {
          direction: 'desc',
          since: '2026-10-18T23:59:59.000Z',
          until: '2026-10-20T00:00:01.000Z',
          page: '2',
          per_page: '2',
        },
        at: expect.any(String),
        status: 200,
        rayId: expect.any(String),
        items: items.length,
        page: 2,
      },
    ]);
  });

  it('tells when each was answered, or had failed', async () => {
    const before = Date.now();
    await client.account.get({ record });
    const between = Date.now();
    simulator.injectFault({ fault: { type: 'connection-reset' } });
    await client.account.get({ record }).catch(() => {});
    const [answered, failed] = told.map(({ at }) => Date.parse(at));
    expect(told[0].at).toMatch(/^\d{4}-.*T.*Z$/);
    expect(answered).toBeGreaterThanOrEqual(before);
    expect(answered).toBeLessThanOrEqual(between);
    expect(failed).toBeGreaterThanOrEqual(between);
  });

  it('tells no cursor and no actor', async () => {
    const filter = {
      since: window.since,
      before: now,
      actorEmail: 'ci@acme.example',
    };
    const { nextCursor } = await client.auditLogs.list(
      { ...filter, actorEmail: undefined },
      { limit: 1 },
    );
    await client.auditLogs.list(filter, {
      record,
      limit: 1,
      cursor: nextCursor,
    });
    expect(Object.keys(told[0].query).sort()).toEqual([
      'before',
      'direction',
      'limit',
      'since',
    ]);
    expect(told[0].page).toBeUndefined();
  });

  it('tells names in paths by their place alone, and counts lists within answers', async () => {
    const { items } = await client.r2.list({ record });
    const bucket = items[0];
    await client.r2.lifecycle(bucket, { record });
    expect(told[0]).toMatchObject({
      path: '/accounts/{account}/r2/buckets',
      items: expect.any(Number),
    });
    const { path, items: rules } = told[told.length - 1];
    expect(path).toBe('/accounts/{account}/r2/buckets/{bucket}/lifecycle');
    expect(rules).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toContain(bucket.name);
  });

  it('tells of a request that was repeated once, and of one that failed', async () => {
    simulator.injectFault({ times: 1, fault: { type: 'status', status: 503 } });
    await client.account.get({ record });
    simulator.injectFault({ fault: { type: 'connection-reset' } });
    await client.account.get({ record }).catch(() => {});
    expect(told).toMatchObject([
      { path: '/accounts/{account}', status: 200 },
      { path: '/accounts/{account}' },
    ]);
    expect(told[0]).not.toHaveProperty('items');
    expect(told[1]).not.toHaveProperty('status');
  });

  it('tells nothing of what was not sent', async () => {
    await client.account
      .get({ record, signal: AbortSignal.abort() })
      .catch(() => {});
    expect(told).toEqual([]);
  });
});
