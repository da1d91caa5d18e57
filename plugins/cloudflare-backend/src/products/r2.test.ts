import { mockCredentials } from '@backstage/backend-test-utils';
import {
  exampleBodies,
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { R2Bucket } from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

describe('R2', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/r2/${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  it('tells the buckets of every jurisdiction with their size', async () => {
    const { body } = await get('buckets');
    const buckets = body.data as R2Bucket[];
    expect(body.meta.complete).toBe(true);
    expect(buckets.map(bucket => bucket.qualifiedName)).toEqual([
      'acme-customer-uploads',
      'acme-evidence',
      'acme-logs',
      'acme-migration-tmp',
      'acme-prod-artifacts',
      'acme-public-assets',
      'eu:acme-logs',
      'eu:acme-residency',
    ]);
    const find = (name: string) =>
      buckets.find(({ qualifiedName }) => qualifiedName === name);
    expect(find('eu:acme-logs')).toMatchObject({
      name: 'acme-logs',
      jurisdiction: 'eu',
      storage: {
        objectCount: 88_210,
        payloadBytes: 7_516_192_768,
        measuredAt: expect.stringMatching(/:00:00/),
      },
    });
    expect(find('acme-logs')).toMatchObject({
      storage: { objectCount: 1_204_332 },
    });
    expect(find('acme-migration-tmp')).not.toHaveProperty('storage');
    const first = await get('buckets?limit=5');
    const rest = await get(
      `buckets?limit=5&cursor=${first.body.meta.nextCursor}`,
    );
    expect([...first.body.data, ...rest.body.data]).toEqual(buckets);
  });

  it('tells buckets without their size when that cannot be read', async () => {
    simulator.refuseDataset('r2StorageAdaptiveGroups');
    const { body } = await get('buckets');
    expect(body.data).toHaveLength(8);
    expect(body.data.some((bucket: object) => 'storage' in bucket)).toBe(false);
    expect(body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'not-entitled' }],
    });
  });

  it('gives rules as Cloudflare has them, and normalised', async () => {
    const { body } = await get('acme-prod-artifacts/lifecycle');
    expect(body.data).toMatchObject({
      bucket: 'acme-prod-artifacts',
      jurisdiction: 'default',
      rules: exampleBodies.r2LifecycleGet.result.rules,
      normalized: [
        {
          id: 'Default Multipart Abort Rule',
          transitions: [],
          abortIncompleteMultipartUpload: { days: 7 },
        },
        {
          id: 'retain-180-days',
          status: 'Enabled',
          filter: { prefix: '' },
          transitions: [{ days: 30, storageClass: 'InfrequentAccess' }],
          expiration: { days: 180 },
        },
        {
          id: 'old-exports',
          status: 'Disabled',
          filter: { prefix: 'exports/' },
          expiration: { date: '2027-01-01T00:00:00Z' },
        },
      ],
      retention: true,
      locks: [],
      publicAccess: { state: 'private', customDomains: [] },
    });
  });

  it.each(['acme-migration-tmp', 'acme-logs', 'acme-customer-uploads'])(
    'finds no retention in %s',
    async bucket => {
      const { body } = await get(`${bucket}/lifecycle`);
      expect(body.data.retention).toBe(false);
    },
  );

  it('tells two buckets of one name apart, and seconds from days', async () => {
    const here = await get('acme-logs/lifecycle');
    const inEu = await get('eu:acme-logs/lifecycle');
    expect(here.body.data).toMatchObject({
      rules: [],
      jurisdiction: 'default',
    });
    expect(inEu.body.data).toMatchObject({
      bucket: 'eu:acme-logs',
      retention: true,
    });
    // Of this name there is only one.
    const residency = await get('acme-residency/lifecycle');
    expect(residency.body.data).toMatchObject({
      bucket: 'eu:acme-residency',
      normalized: [{}, { expiration: { seconds: 129_600 } }],
    });
  });

  it('answers 409 to a name that is in two other jurisdictions', async () => {
    simulator.account.addResource('r2', 'us:acme-residency');
    const { status, body } = await get('acme-residency/lifecycle');
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      kind: 'ambiguous',
      message: expect.stringContaining(
        `'eu:acme-residency', 'us:acme-residency'`,
      ),
    });
    expect((await get('us:acme-residency/lifecycle')).status).toBe(200);
    expect((await get('acme-nothing/lifecycle')).status).toBe(404);
  });

  it('tells locks, and every way in which a bucket is public', async () => {
    const evidence = await get('acme-evidence/lifecycle');
    expect(evidence.body.data.locks).toMatchObject([
      { id: 'seven-years', condition: { maxAgeSeconds: 220_924_800 } },
      { id: 'legal-hold', prefix: 'cases/', condition: { type: 'Indefinite' } },
    ]);
    const uploads = await get('acme-customer-uploads/lifecycle');
    expect(uploads.body.data.publicAccess).toEqual({
      state: 'public',
      managedDomain: {
        domain: expect.stringMatching(/\.r2\.dev$/),
        enabled: true,
      },
      customDomains: [],
    });
    const assets = await get('acme-public-assets/lifecycle');
    expect(assets.body.data.publicAccess).toMatchObject({
      state: 'public',
      managedDomain: { enabled: false },
      customDomains: [
        { domain: 'assets.acme.example', enabled: true },
        { domain: 'cdn-old.acme.example', enabled: false },
      ],
    });
  });

  it('tells operations and sizes by hours, by jurisdiction', async () => {
    const seriesOf = async (bucket: string) => {
      const { body } = await get(`${bucket}/metrics`);
      const series: { id: string; points: { value: number }[] }[] =
        body.data.series;
      return Object.fromEntries(series.map(({ id, points }) => [id, points]));
    };
    const here = await seriesOf('acme-logs');
    const inEu = await seriesOf('eu:acme-logs');
    expect(Object.keys(here)).toEqual([
      'reads',
      'writes',
      'deletes',
      'lists',
      'objects',
      'bytes',
    ]);
    expect(here.reads.length).toBeGreaterThan(22);
    expect(here.objects[0].value).toBe(1_204_332);
    expect(inEu.objects[0].value).toBe(88_210);
    expect(inEu.deletes).toEqual([]);
    const idle = await seriesOf('acme-migration-tmp');
    expect(Object.values(idle).flat()).toEqual([]);
  });

  it('does not call private what could not all be read', async () => {
    simulator.injectFault({
      operation: /domains\/custom/,
      fault: { type: 'status', status: 500 },
    });
    simulator.injectFault({
      operation: /\/lock/,
      fault: { type: 'status', status: 500 },
    });
    const artifacts = await get('acme-prod-artifacts/lifecycle');
    expect(artifacts.body.data.publicAccess).toMatchObject({
      state: 'unknown',
      managedDomain: { enabled: false },
    });
    expect(artifacts.body.data).not.toHaveProperty('locks');
    expect(artifacts.body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable' }, { kind: 'unavailable' }],
    });
    const uploads = await get('acme-customer-uploads/lifecycle');
    expect(uploads.body.data.publicAccess.state).toBe('public');
  });
});
