import {
  CloudflareApiError,
  CloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';
import { Estate, partOf } from './__testUtils__/estate';
import { FakeProduct } from './__testUtils__/fakeProducts';
import { roundedCount } from './rounding';

jest.setTimeout(60_000);

describe('CloudflareSync', () => {
  let estate: Estate;
  let kv: FakeProduct;
  beforeEach(async () => {
    estate = await Estate.start();
    kv = new FakeProduct('kv');
  });
  afterEach(async () => {
    jest.useRealTimers();
    await estate.close();
  });

  const entity = () => estate.entity('kv', 'cf-kv-k1') as any;
  const changes = async (sync: Parameters<Estate['run']>[0]) => {
    const run = await estate.run(sync);
    return { run, changed: partOf(run, 'kv').changed };
  };

  it('labels the data class, and tells the jurisdiction', async () => {
    kv.items = [
      { id: 'k1', tags: ['data-class:pii'], jurisdiction: 'eu' },
      { id: 'k2' },
    ];
    await estate.run(await estate.process({ products: [kv.ingestion] }));
    expect(entity()).toMatchObject({
      metadata: {
        labels: { 'cloudflare.com/data-class': 'pii' },
        tags: expect.arrayContaining(['jurisdiction:eu', 'data-class:pii']),
      },
      spec: { parameters: { jurisdiction: 'eu' } },
    });
    const other = estate.entity('kv', 'cf-kv-k2') as any;
    expect(other.metadata.labels).toBeUndefined();
    expect(other.spec.parameters).not.toHaveProperty('jurisdiction');
  });

  describe('owners from tags', () => {
    const config = {
      defaults: { owner: 'platform', system: 'edge' },
      owners: [
        { name: 'fixed', owner: 'ops' },
        { ownerTag: 'team', systemTag: 'system' },
      ],
    };
    const start = (findEntities: (refs: readonly string[]) => any) =>
      estate.process({ config, products: [kv.ingestion], findEntities });
    const owned = () => {
      const { owner, system } = entity().spec;
      return [owner, system];
    };

    it('takes owner and system of the catalog, asking it once', async () => {
      kv.items = [
        { id: 'k1', tags: ['team:data', 'system:lake'] },
        { id: 'k2', tags: ['team:user:default/jane'] },
        { id: 'fixed', tags: ['team:data'] },
        { id: 'k4', tags: ['system:lake'] },
      ];
      const asked: (readonly string[])[] = [];
      const run = await estate.run(
        await start(async refs => {
          asked.push(refs);
          return new Set(refs);
        }),
      );
      expect(asked).toEqual([
        ['group:default/data', 'system:default/lake', 'user:default/jane'],
      ]);
      expect(owned()).toEqual(['group:default/data', 'system:default/lake']);
      expect(estate.entity('kv', 'cf-kv-k2').spec).toMatchObject({
        owner: 'user:default/jane',
        system: 'system:default/edge',
      });
      expect(estate.entity('kv', 'cf-kv-fixed').spec?.owner).toBe(
        'group:default/ops',
      );
      expect(estate.entity('kv', 'cf-kv-k4').spec?.owner).toBe(
        'group:default/platform',
      );
      expect(partOf(run, 'kv')).not.toHaveProperty('unknownOwners');
    });

    it('does not use an owner that is no entity, and reports it', async () => {
      kv.items = [
        { id: 'k1', tags: ['team:nobody', 'system:lake'] },
        { id: 'k2', tags: ['team:Not A Ref'] },
        { id: 'k3', tags: ['team:jane@acme.example'] },
      ];
      const run = await estate.run(
        await start(async () => new Set(['system:default/lake'])),
      );
      expect(owned()).toEqual([
        'group:default/platform',
        'system:default/lake',
      ]);
      expect(partOf(run, 'kv').unknownOwners).toEqual([
        'Not A Ref',
        'group:default/nobody',
        'team:*',
      ]);
      expect(run.outcome).toBe('succeeded');
    });

    it('keeps what the entity has while the catalog cannot be asked', async () => {
      kv.items = [{ id: 'k1', tags: ['team:data', 'system:lake'] }];
      await estate.run(await start(async refs => new Set(refs)));
      kv.items = [...kv.items, { id: 'k2', tags: ['team:data'] }];
      const { run, changed } = await changes(
        await start(async () => {
          throw new Error('the catalog is down');
        }),
      );
      expect(changed).toBe(0);
      expect(owned()).toEqual(['group:default/data', 'system:default/lake']);
      expect(estate.entity('kv', 'cf-kv-k2').spec?.owner).toBe(
        'group:default/platform',
      );
      expect(partOf(run, 'kv')).not.toHaveProperty('unknownOwners');
    });
  });

  describe('parameters from metrics', () => {
    const read = jest.fn();
    const start = () =>
      estate.process({
        products: [kv.ingestion],
        client: { ...estate.client, metrics: { read } } as CloudflareClient,
      });
    const metrics = (keys: number | undefined, problem?: object) => ({
      kv: { storage: { rows: [{ id: 'k1', keys }], complete: true, problem } },
    });
    const laterBy = (minutes: number) =>
      jest.setSystemTime(Date.now() + minutes * 60_000);
    beforeEach(() => {
      jest.useFakeTimers({
        now: new Date('2026-03-01T10:20:00Z'),
        doNotFake: [
          'setImmediate',
          'setTimeout',
          'clearTimeout',
          'nextTick',
          'queueMicrotask',
          'setInterval',
          'clearInterval',
          'performance',
        ],
      });
      read.mockReset();
      kv.items = [{ id: 'k1' }, { id: 'k2' }];
      kv.ingestion.measure = (_items, { kv: { storage } }: any) =>
        storage.problem
          ? undefined
          : new Map(
              storage.rows.map(({ id, keys }: any) => [
                id,
                { keysApprox: roundedCount(keys) },
              ]),
            );
    });

    it('reads them once an hour, and writes what says something new', async () => {
      read.mockResolvedValue(metrics(12_345));
      const sync = await start();
      await estate.run(sync);
      expect(entity().spec.parameters.keysApprox).toBe(12_000);
      expect(
        estate.entity('kv', 'cf-kv-k2').spec?.parameters,
      ).not.toHaveProperty('keysApprox');
      expect(read).toHaveBeenCalledWith(
        {
          from: new Date('2026-02-28T10:00:00Z'),
          to: new Date('2026-03-01T10:00:00Z'),
        },
        expect.objectContaining({ only: ['kv'], lane: 'background' }),
      );

      laterBy(30);
      expect((await changes(sync)).changed).toBe(0);
      expect(read).toHaveBeenCalledTimes(1);

      laterBy(30);
      read.mockResolvedValue(metrics(12_444));
      expect((await changes(sync)).changed).toBe(0);
      expect(read).toHaveBeenCalledTimes(2);

      laterBy(60);
      read.mockResolvedValue(metrics(14_000));
      expect((await changes(sync)).changed).toBe(1);
      expect(entity().spec.parameters.keysApprox).toBe(14_000);
    });

    it('keeps what was known when they cannot be read, also over a restart', async () => {
      read.mockResolvedValue(metrics(500));
      await estate.run(await start());

      read.mockRejectedValue(
        new CloudflareApiError({ kind: 'forbidden', message: 'no analytics' }),
      );
      const sync = await start();
      for (const expectedReads of [2, 2]) {
        const { run, changed } = await changes(sync);
        expect(changed).toBe(0);
        expect(partOf(run, 'kv')).toMatchObject({
          complete: true,
          problems: [{ kind: 'forbidden', message: 'no analytics' }],
        });
        expect(read).toHaveBeenCalledTimes(expectedReads);
      }
      expect(entity().spec.parameters.keysApprox).toBe(500);
    });

    it('keeps what was known of a dataset that has a problem, and tells of it', async () => {
      read.mockResolvedValue(metrics(500));
      await estate.run(await start());

      const problem = { kind: 'not-entitled', message: 'no storage dataset' };
      read.mockResolvedValue(metrics(undefined, problem));
      const sync = await start();
      // Read in the first of the two runs only.
      for (let i = 0; i < 2; i++) {
        const { run, changed } = await changes(sync);
        expect(changed).toBe(0);
        expect(partOf(run, 'kv').problems).toEqual([problem]);
      }
      expect(read).toHaveBeenCalledTimes(2);
      expect(entity().spec.parameters.keysApprox).toBe(500);
    });
  });
});
