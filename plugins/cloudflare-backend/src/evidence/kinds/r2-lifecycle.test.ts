import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { accountOf } from '../../__testUtils__/startPlugin';
import { collected } from '../__testUtils__/logsOf';
import { EvidenceKindDefinition } from '../EvidenceKindDefinition';
import { r2LifecycleKind } from './r2-lifecycle';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const r2Kind = (catalog = catalogServiceMock({ entities: [] })) =>
  r2LifecycleKind({ auth: mockServices.auth(), catalog });

/** A bucket as the sync brings it to the catalog. */
const bucketEntity = (name: string, annotations = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: name.replace(':', '-'),
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': name,
      'backstage.io/managed-by-origin-location': 'cloudflare-provider:default',
      ...annotations,
    },
  },
  spec: { type: products.r2.resourceType },
});

describe('evidence of r2-lifecycle', () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({ quota: 'off' });
  });
  afterEach(() => simulator.close());

  const make = async (
    kind: EvidenceKindDefinition,
    context: Partial<Parameters<typeof collected>[1]> = {},
  ) => collected(kind, { account: await accountOf(simulator), ...context });

  it('is of one bucket by each of its names, or of all', async () => {
    const { records, subject } = await make(r2Kind());
    expect(subject).not.toHaveProperty('name');
    const { id } = records[0] as { id: string };
    const one = await make(r2Kind(), {
      subject: { type: 'r2', name: `default:${id}` },
    });
    expect(one.subject).toMatchObject({ product: 'r2', name: id });
    expect(one.records).toEqual([records[0]]);
    expect(records[0]).toMatchObject({
      bucket: id,
      rules: expect.any(Array),
      normalized: expect.any(Array),
      publicAccess: { state: expect.any(String) },
    });
    await expect(
      make(r2Kind(), { subject: { type: 'r2', name: 'none' } }),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('tells that a jurisdiction in use is refused', async () => {
    const gapsWith = async (...entities: Entity[]) =>
      (await make(r2Kind(catalogServiceMock({ entities })))).gaps;
    // It is refused to whoever has no buckets there, too.
    expect(await gapsWith()).toEqual([]);
    expect(
      await gapsWith(
        bucketEntity('logs'),
        bucketEntity('fedramp:others', { 'cloudflare.com/account': 'DEFAULT' }),
        bucketEntity('fedramp:by-hand', {
          'backstage.io/managed-by-origin-location': 'url:https://x.example',
        }),
      ),
    ).toEqual([]);
    expect(await gapsWith(bucketEntity('fedramp:logs'))).toEqual([
      { what: 'buckets', reason: 'forbidden' },
    ]);
    const catalog = catalogServiceMock({
      entities: [bucketEntity('fedramp:logs')],
    });
    await expect(
      make(r2Kind(catalog), { subject: { type: 'r2', name: 'fedramp:logs' } }),
    ).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('is partial when the catalog cannot be read', async () => {
    const catalog = catalogServiceMock.mock({
      // eslint-disable-next-line require-yield
      async *streamEntities() {
        throw new Error('down');
      },
    });
    const { gaps, records } = await make(r2Kind(catalog));
    expect(records.length).toBeGreaterThan(1);
    expect(gaps).toEqual([{ what: 'catalog', reason: 'unavailable' }]);
  });

  it('tells which bucket could not be read', async () => {
    const { records } = await make(r2Kind());
    simulator.injectFault({
      operation: 'GET /accounts/{account}/r2/buckets/{bucket}/lock',
      fault: { type: 'status', status: 500 },
    });
    const partial = await make(r2Kind());
    expect(partial.records).toHaveLength(records.length);
    expect(partial.records.every(record => !('locks' in record))).toBe(true);
    expect(partial.gaps).toEqual(
      records.map(({ id }) => ({
        what: `lock rules of ${id}`,
        reason: 'unavailable',
      })),
    );
  });
});
