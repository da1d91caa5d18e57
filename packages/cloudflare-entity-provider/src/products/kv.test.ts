import { CfMetrics } from '@cloudflare-backstage/cloudflare-client';
import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';
import { kvIngestion } from './kv';

jest.setTimeout(120_000);

const SESSIONS = 'Customer sessions / EU (prod)';

describe('the entities of KV', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({ products: ['workers', 'kv'] });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const titled = (title: string) => {
    const name = estate
      .names('kv')
      .find(
        candidate => estate.entity('kv', candidate).metadata.title === title,
      );
    return estate.entity('kv', name!);
  };
  const parameters = (title: string) =>
    titled(title).spec!.parameters as Record<string, any>;

  it('tell the namespace and an approximate count with its day', () => {
    expect(titled('acme-cache')).toMatchObject({
      metadata: {
        name: 'cf-kv-acme-cache',
        description: 'Cloudflare KV namespace.',
        tags: expect.arrayContaining(['cloudflare', 'kv', 'team:platform']),
      },
      spec: {
        type: 'cloudflare-kv',
        parameters: {
          namespaceId: '9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3',
          keysApprox: 1200,
          bytesApprox: 7_300_000,
          countedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d/),
        },
      },
    });
    expect(parameters('acme-feature-previews')).not.toHaveProperty(
      'keysApprox',
    );
  });

  it('have a name of their own for titles of every kind', () => {
    const names = estate.names('kv');
    expect(names).toHaveLength(7);
    expect(names.every(name => /^cf-kv-[a-z0-9-]{1,57}$/.test(name))).toBe(
      true,
    );
    expect(titled('acme-flags').metadata.name).toBe('cf-kv-acme-flags');
    expect(titled('Acme-Flags').metadata.name).toMatch(
      /^cf-kv-acme-flags-[0-9a-f]{8}$/,
    );
    const basket = names.find(name => name.includes('baskets'))!;
    expect(estate.entity('kv', basket).metadata.title).toMatch(/^🛒 Baskets,/u);
  });

  it('tell jurisdiction, data class and what no Worker binds', () => {
    expect(titled(SESSIONS).metadata).toMatchObject({
      labels: { 'cloudflare.com/data-class': 'pii' },
      tags: expect.arrayContaining(['jurisdiction:eu']),
    });
    expect(parameters('acme-old-redirects')).toHaveProperty('orphan', true);
    expect(parameters(SESSIONS)).toHaveProperty('orphan', false);
    expect(
      estate.entity('workers', 'cf-worker-acme-auth').spec?.dependsOn,
    ).toContain(`resource:default/${titled(SESSIONS).metadata.name}`);
  });

  it('are listed without a look at any key, and not written again', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'kv')).toMatchObject({ changed: 0, complete: true });
    expect(estate.catalog.mutations).toEqual([]);
    const { byOperation } = estate.simulator.statistics();
    expect(
      Object.keys(byOperation).filter(name => name.includes('/storage/kv')),
    ).toEqual(['GET /accounts/{account}/storage/kv/namespaces']);
  });

  it('follow a namespace that is renamed, and one that is made anew', async () => {
    const { account } = estate.simulator;
    const before = parameters('acme-flags').namespaceId;
    account.removeResource('kv', 'acme-flags');
    account.addResource('kv', 'acme-flags');
    account.changeResource('kv', 'acme-old-redirects', {
      name: 'acme-redirects',
    });
    await estate.run(sync);
    const { namespaceId } = parameters('acme-flags');
    expect(namespaceId).not.toBe(before);
    expect(
      estate.entity('workers', 'cf-worker-acme-web-router').spec?.parameters,
    ).toMatchObject({ danglingBindings: [`kv_namespace:${before}`] });
    expect(estate.names('kv')).toContain('cf-kv-acme-redirects');
    expect(estate.names('kv')).not.toContain('cf-kv-acme-old-redirects');
  });
});

describe('the counts of KV', () => {
  const measured = (complete: boolean, rows: object[]) =>
    kvIngestion.measure!([], {
      kv: { storage: { rows, complete } },
    } as unknown as CfMetrics);

  it('are those of the latest day', () => {
    const row = (date: string, keyCount: number) => ({
      namespaceId: 'n',
      date,
      keyCount,
    });
    expect(
      measured(true, [
        row('2026-11-20', 5),
        row('2026-11-21', 1284),
        row('2026-11-19', 9),
      ])?.get('n'),
    ).toEqual({ keysApprox: 1300, countedOn: '2026-11-21' });
  });

  it('are unknown when not all of them could be read', () => {
    expect(measured(false, [])).toBeUndefined();
  });
});
