import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';
import { d1Ingestion } from './d1';

jest.setTimeout(120_000);

const ref = (name: string) => `resource:default/${name}`;
const CORE = '3f6d2c1b-8e7a-4d5c-9b0a-1e2f3a4b5c6d';

describe('the entities of D1 databases', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({ products: ['workers', 'd1'] });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const spec = (name: string) =>
    estate.entity('d1', `cf-d1-${name}`).spec as any;

  it('tell what they are, and how large', () => {
    expect(estate.names('d1')).toHaveLength(6);
    expect(spec('acme-core')).toMatchObject({
      type: 'cloudflare-d1',
      parameters: {
        id: CORE,
        uuid: CORE,
        name: 'acme-core',
        createdAt: expect.any(String),
        storageVersion: 'production',
        sizeBytesApprox: 82_000,
      },
    });
    expect(spec('acme-customers').parameters.sizeBytesApprox).toBe(
      1_900_000_000,
    );
  });

  it('tell the day of the last write that was observed, or that there was none', () => {
    const day = (daysAgo: number) =>
      new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
    expect([day(0), day(1)]).toContain(
      spec('acme-core').parameters.lastObservedWrite,
    );
    expect([day(12), day(13)]).toContain(
      spec('acme-archive').parameters.lastObservedWrite,
    );
    const reference = spec('acme-reference-data').parameters;
    expect(reference).toMatchObject({ noWriteObserved: true });
    expect(reference).not.toHaveProperty('lastObservedWrite');
  });

  it('say nothing of what Cloudflare does not tell', () => {
    const { metadata } = estate.entity('d1', 'cf-d1-acme-legacy');
    expect(metadata.description).toBe(
      'Cloudflare D1 database on storage from before D1 was generally available.',
    );
    expect(spec('acme-legacy').parameters).not.toHaveProperty(
      'sizeBytesApprox',
    );
    expect(spec('acme-legacy').parameters).not.toHaveProperty('lastModified');
  });

  it('are bound by Workers, by id', () => {
    const { dependsOn } = estate.entity('workers', 'cf-worker-acme-api')
      .spec as any;
    expect(dependsOn).toContain(ref('cf-d1-acme-core'));
    expect(spec('acme-core').parameters).toHaveProperty('orphan', false);
    expect(spec('acme-legacy').parameters).toMatchObject({ orphan: true });
  });

  it('tell jurisdiction, data class and team; odd names are found', () => {
    const { metadata } = estate.entity('d1', 'cf-d1-acme-customers');
    expect(metadata).toMatchObject({
      labels: { 'cloudflare.com/data-class': 'personal' },
      tags: expect.arrayContaining(['d1', 'jurisdiction:eu', 'team:security']),
    });
    const odd = estate
      .names('d1')
      .find(name => /^cf-d1-acme-.*nit-tests-[0-9a-f]{8}$/.test(name));
    expect(odd).toBeDefined();
    expect(estate.entity('d1', odd!).metadata.title).toBe('Acme Ünit Tests');
  });

  it('are not written again when nothing changed', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'd1')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
  });

  it('follow a database that is deleted and made again elsewhere', async () => {
    const before = spec('acme-reference-data').parameters.uuid;
    const { account } = estate.simulator;
    account.removeResource('d1', 'acme-reference-data');
    account.addResource('d1', 'acme-reference-data', { jurisdiction: 'eu' });
    await estate.run(sync);
    const { uuid, jurisdiction } = spec('acme-reference-data').parameters;
    expect(uuid).not.toBe(before);
    expect(jurisdiction).toBe('eu');
  });

  it('are missed where a Worker still binds them', async () => {
    estate.simulator.account.removeResource('d1', CORE);
    await estate.run(sync);
    const { parameters } = estate.entity('workers', 'cf-worker-acme-api')
      .spec as any;
    expect(parameters.danglingBindings).toContain(`d1:${CORE}`);
  });
});

describe('what is measured of D1 databases', () => {
  const database = { id: 'a', name: 'a' };
  const storage = {
    complete: true,
    rows: [
      { databaseId: 'a', date: '2026-11-20', bytes: 5 },
      { databaseId: 'a', date: '2026-11-21', bytes: 123_456 },
      { databaseId: 'a', date: '2026-11-22' },
    ],
  };
  const unread = { complete: false, rows: [] };
  const measure = (d1: object) =>
    d1Ingestion.measure!([database], { d1 } as any);

  it('is the size of the last day on which it is known', () => {
    expect(measure({ storage, dailyQueries: unread })?.get('a')).toEqual({
      sizeBytesApprox: 120_000,
    });
  });

  it('is no write only where every day is known', () => {
    const none = measure({
      storage: unread,
      dailyQueries: { complete: true, rows: [] },
    });
    expect(none?.get('a')).toEqual({ noWriteObserved: true });
    expect(measure({ storage: unread, dailyQueries: unread })).toBeUndefined();
  });
});
