import {
  CfMetrics,
  CfR2LifecycleRule,
} from '@cloudflare-backstage/cloudflare-client';
import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';
import { r2Ingestion } from './r2';

jest.setTimeout(120_000);

describe('the entities of R2', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({ products: ['workers', 'r2'] });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const titled = (title: string) => {
    const name = estate
      .names('r2')
      .find(
        candidate => estate.entity('r2', candidate).metadata.title === title,
      );
    return estate.entity('r2', name!);
  };
  const parameters = (title: string) =>
    titled(title).spec!.parameters as Record<string, any>;

  it('tell retention in the terms that other stores use', () => {
    expect(titled('acme-prod-artifacts')).toMatchObject({
      metadata: {
        name: 'cf-r2-acme-prod-artifacts',
        tags: expect.arrayContaining(['cloudflare', 'r2', 'retention']),
      },
      spec: {
        type: 'cloudflare-r2',
        parameters: {
          bucketName: 'acme-prod-artifacts',
          location: 'WEUR',
          storageClass: 'Standard',
          objectsApprox: 9100,
          bytesApprox: 730_000_000,
          retention: true,
          lifecycle: {
            rules: [
              {
                id: 'retain-180-days',
                status: 'Enabled',
                filter: { prefix: '' },
                transitions: [{ days: 30, storageClass: 'InfrequentAccess' }],
                expiration: { days: 180 },
              },
              { id: 'old-exports', status: 'Disabled' },
            ],
          },
        },
      },
    });
  });

  it.each([
    ['no rule', 'acme-logs'],
    ["Cloudflare's own rule alone", 'acme-migration-tmp'],
    ['a rule that is disabled', 'acme-customer-uploads'],
    ['another storage class later', 'acme-evidence'],
  ])('tell no retention where there is %s', (_, bucket) => {
    expect(titled(bucket).metadata.tags).not.toContain('retention');
    expect(parameters(bucket)).toMatchObject({ retention: false });
    expect(parameters(bucket)).not.toHaveProperty('lifecycle');
  });

  it('keep two buckets of one name apart', () => {
    expect(titled('acme-logs').metadata).toMatchObject({
      name: 'cf-r2-acme-logs',
      tags: expect.not.arrayContaining(['jurisdiction:eu']),
      labels: { 'cloudflare.com/environment': 'prod' },
    });
    expect(titled('acme-logs').metadata.labels).not.toHaveProperty([
      'cloudflare.com/data-class',
    ]);
    expect(titled('eu:acme-logs').metadata).toMatchObject({
      name: expect.stringMatching(/^cf-r2-eu-acme-logs-[0-9a-f]{8}$/),
      labels: { 'cloudflare.com/data-class': 'personal' },
      tags: expect.arrayContaining(['jurisdiction:eu', 'retention']),
    });
    expect(parameters('eu:acme-logs')).toMatchObject({
      bucketName: 'acme-logs',
      name: 'eu:acme-logs',
      objectsApprox: 88_000,
    });
    expect(parameters('acme-logs')).toMatchObject({
      objectsApprox: 1_200_000,
    });
  });

  it('are what Workers bind, in the jurisdiction that they name', () => {
    const ingest = estate.entity('workers', 'cf-worker-acme-ingest').spec!;
    expect(ingest.dependsOn).toContain(
      `resource:default/${titled('eu:acme-logs').metadata.name}`,
    );
    expect(ingest.dependsOn).not.toContain('resource:default/cf-r2-acme-logs');
    expect(ingest.parameters).toMatchObject({
      danglingBindings: ['r2_bucket:acme-archive-2024'],
    });
    expect(parameters('acme-migration-tmp')).not.toHaveProperty('orphan');
  });

  it('are not written again, nor their rules read, when nothing changed', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'r2')).toMatchObject({ changed: 0, detailsRead: 0 });
    expect(estate.catalog.mutations).toEqual([]);
  });

  it('follow a bucket that moved to another jurisdiction', async () => {
    const { account } = estate.simulator;
    account.removeResource('r2', 'acme-public-assets');
    account.addResource('r2', 'eu:acme-public-assets');
    await estate.run(sync);
    expect(estate.names('r2')).not.toContain('cf-r2-acme-public-assets');
    expect(titled('eu:acme-public-assets').metadata.tags).toContain(
      'jurisdiction:eu',
    );
    expect(
      estate.entity('workers', 'cf-worker-acme-web-router').spec?.parameters,
    ).toMatchObject({ danglingBindings: ['r2_bucket:acme-public-assets'] });
  });

  it('read the rules again of a bucket that was made anew', async () => {
    const { account } = estate.simulator;
    account.removeResource('r2', 'acme-prod-artifacts');
    account.addResource('r2', 'acme-prod-artifacts');
    await estate.run(sync);
    expect(parameters('acme-prod-artifacts')).toMatchObject({
      retention: false,
    });
  });
});

describe('the entity of a bucket', () => {
  const bucket = { name: 'b', jurisdiction: 'default' };
  const project = (rules?: CfR2LifecycleRule[]) =>
    r2Ingestion.toEntity(bucket, rules && { rules }, { ciHosts: [] });

  it('says nothing of rules that are not read yet', () => {
    expect(project().parameters.retention).toBeUndefined();
    expect(project([]).parameters.retention).toBe(false);
  });

  it('tells sizes only when all could be read', () => {
    const measured = (complete: boolean) =>
      r2Ingestion.measure!([], {
        r2: {
          storage: {
            complete,
            rows: [
              { bucket: 'eu_b', hour: '2026-11-21T10:00:00Z', objectCount: 1 },
              { bucket: 'eu_b', hour: '2026-11-21T12:00:00Z', objectCount: 0 },
            ],
          },
        },
      } as unknown as CfMetrics);
    expect(measured(true)).toEqual(new Map([['eu:b', { objectsApprox: 0 }]]));
    expect(measured(false)).toBeUndefined();
  });
});
