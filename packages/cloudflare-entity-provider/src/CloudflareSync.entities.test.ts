import { JsonObject } from '@backstage/types';
import { CloudflareEntityTransformer } from '@cloudflare-backstage/plugin-cloudflare-node';
import { databases, Estate, partOf } from './__testUtils__/estate';

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'CloudflareSync, entities, %p',
  database => {
    let estate: Estate;
    const start = async (options?: Parameters<typeof Estate.start>[0]) => {
      estate = await Estate.start({ ...options, database });
    };
    afterEach(() => estate.close());

    it('describes Workers, Pages, Access and the account', async () => {
      await start({ now: new Date('2026-11-22T03:30:00Z') });
      const run = await estate.run(
        await estate.process({
          config: {
            defaults: { owner: 'platform', system: 'acme-org' },
            owners: [
              { tag: 'team:security', owner: 'security', system: 'identity' },
              { product: 'pages', name: 'acme-d*', owner: 'user:writers/ann' },
            ],
          },
        }),
      );

      expect(run).toMatchObject({ run: 1, outcome: 'succeeded' });
      expect(estate.names('workers')).toHaveLength(14);
      expect(estate.entity('workers', 'cf-worker-acme-api')).toEqual({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          name: 'cf-worker-acme-api',
          namespace: 'default',
          title: 'acme-api',
          description: 'Cloudflare Worker that handles fetch and queue events.',
          annotations: {
            'backstage.io/managed-by-location': 'cloudflare-provider:default',
            'backstage.io/managed-by-origin-location':
              'cloudflare-provider:default',
            'backstage.io/view-url': expect.stringMatching(
              /^https:\/\/dash\.cloudflare\.com\/6f1ed0.*acme-api/,
            ),
            'cloudflare.com/account': 'default',
            'cloudflare.com/name': 'acme-api',
          },
          labels: { 'cloudflare.com/environment': 'prod' },
          tags: [
            'cloudflare',
            'worker',
            'prod',
            'env:prod',
            'system:storefront',
            'team:platform',
          ],
          links: [
            expect.objectContaining({ title: 'Cloudflare dashboard' }),
            { url: 'https://api.acme.example', title: 'api.acme.example' },
          ],
        },
        spec: {
          type: 'cloudflare-worker',
          owner: 'group:default/platform',
          system: 'system:default/acme-org',
          parameters: {
            accountId: estate.simulator.accountId,
            account: 'default',
            id: '1f0c5d2e7a9b4c6d8e0f123456789abc',
            name: 'acme-api',
            environment: 'prod',
            scriptName: 'acme-api',
            secrets: { plainTextSuspects: 1, secretText: 1, secretsStore: 1 },
            customDomains: ['api.acme.example'],
            analyticsDatasets: ['acme_analytics'],
            lastDeployment: {
              id: 'c2d41f60-6f4a-4a0f-8a39-5f8f6b7a9d11',
              version: '7b1b9c0e-2f5b-4a57-9a55-0c9d7a3e1f01',
              gradual: true,
              deployedAt: expect.stringMatching(/^2026-11-/),
              commitSha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
              ciRunUrl: 'https://github.com/acme/api/actions/runs/12345678',
              provenance: 'complete',
              triggeredBy: 'upload',
            },
          },
          dependsOn: ['resource:default/cf-worker-acme-auth'],
        },
      });
      // Only its secret was changed: it inherits, and its owner comes by a tag.
      expect(
        estate.entity('workers', 'cf-worker-acme-auth').spec,
      ).toMatchObject({
        owner: 'group:default/security',
        system: 'system:default/identity',
        parameters: { lastDeployment: { provenance: 'complete' } },
      });
      // That nothing is deployed was read, too.
      for (const { spec } of [
        estate.entity('workers', 'cf-worker-acme-edge-experiments'),
        estate.entity('pages', 'cf-pages-acme-status'),
      ]) {
        expect(spec?.parameters).toHaveProperty('notDeployed', true);
        expect(spec?.parameters).not.toHaveProperty('lastDeployment');
      }
      expect(estate.entity('pages', 'cf-pages-acme-docs')).toMatchObject({
        metadata: { tags: expect.arrayContaining(['cloudflare', 'pages']) },
        spec: {
          owner: 'user:writers/ann',
          parameters: {
            projectName: 'acme-docs',
            url: 'https://acme-docs.pages.dev',
            domains: ['acme-docs.pages.dev', 'docs.acme.example'],
            lastDeployment: {
              ciRunUrl: 'https://github.com/acme/docs/actions/runs/7100000202',
              provenance: 'complete',
            },
          },
        },
      });
      // The older deployment serves on, next to the build that failed.
      expect(
        estate.entity('pages', 'cf-pages-acme-careers').spec,
      ).toMatchObject({
        parameters: {
          lastDeployment: { id: expect.any(String) },
          failedBuild: {
            id: expect.any(String),
            failedAt: expect.any(String),
            environment: 'production',
            stage: 'build',
          },
        },
      });
      expect(
        estate.entity('pages', 'cf-pages-acme-admin').spec?.dependsOn,
      ).toEqual([
        'resource:default/cf-worker-acme-api',
        'resource:default/cf-worker-acme-auth',
      ]);

      const access = estate.entity('zeroTrust', 'cf-zt-access').spec
        ?.parameters as Record<string, unknown>;
      expect(access).toMatchObject({
        authProviders: ['github', 'okta', 'onetimepin'],
        applicationCount: 5,
        policyCount: 8,
        lastAuditEvent: expect.stringMatching(/T\d\d:00:00\.000Z$/),
      });
      expect(estate.entity('account', 'cf-account').spec).toMatchObject({
        type: 'cloudflare-account',
        parameters: { name: 'Acme', accountId: estate.simulator.accountId },
      });
    });

    it('takes a product out of the catalog when its import is switched off', async () => {
      await start();
      await estate.run(await estate.process());
      const config = { entityProvider: { import: { pages: false } } };
      const sync = await estate.process({ config });
      const run = await estate.run(sync);
      expect(estate.names('pages')).toEqual([]);
      expect(partOf(run, 'pages')).toBeUndefined();
      expect(estate.names('workers')).toHaveLength(14);
      await estate.run(sync);
      expect(estate.catalog.mutations).toEqual([]);
    });

    it('calls a binding dangling only if its target was listed completely', async () => {
      await start();
      estate.simulator.account.addPagesProject('acme-orphan', {
        services: { GONE: 'acme-gone' },
      });
      const dangling = () =>
        (
          estate.entity('pages', 'cf-pages-acme-orphan').spec
            ?.parameters as JsonObject
        ).danglingBindings;
      estate.simulator.refusePermission('Workers Scripts Read');
      const sync = await estate.process();
      await estate.run(sync);
      expect(dangling()).toBeUndefined();

      estate.simulator.grantPermission('Workers Scripts Read');
      await estate.run(sync);
      expect(dangling()).toEqual(['service:acme-gone']);
    });

    it('filters and transforms', async () => {
      await start();
      const sync = await estate.process({
        config: {
          entityProvider: {
            filters: {
              include: [{ product: 'workers' }, { tag: 'team:platform' }],
              exclude: [{ tag: 'env:preview' }, { name: '*-staging' }],
            },
          },
        },
        transformers: [
          (entity, { qualifiedName }) =>
            qualifiedName === 'acme-embedder'
              ? undefined
              : {
                  ...entity,
                  metadata: { ...entity.metadata, description: 'Ours.' },
                },
        ],
      });
      await estate.run(sync);
      expect(estate.names('pages')).toEqual([
        'cf-pages-acme-careers',
        'cf-pages-acme-docs',
        'cf-pages-acme-web',
      ]);
      expect(estate.names('workers')).toHaveLength(9);
      expect(estate.names('workers')).not.toContain('cf-worker-acme-embedder');
      expect(estate.names('zeroTrust')).toEqual([]);
      expect(
        estate.entity('pages', 'cf-pages-acme-web').metadata.description,
      ).toBe('Ours.');

      // What an incomplete listing says of tags takes nothing out either.
      estate.simulator.account.setWorkerTags('acme-api', ['env:preview']);
      const listing = await estate.client.workers.list();
      jest
        .spyOn(estate.client.workers, 'list')
        .mockResolvedValueOnce({ ...listing, complete: false });
      await estate.run(sync);
      expect(estate.names('workers')).toContain('cf-worker-acme-api');
      await estate.run(sync);
      expect(estate.names('workers')).not.toContain('cf-worker-acme-api');
    });

    it.each<[string, CloudflareEntityTransformer]>([
      [
        'throws',
        () => {
          throw new Error('no');
        },
      ],
      [
        'renames',
        entity => ({
          ...entity,
          metadata: { ...entity.metadata, name: 'mine' },
        }),
      ],
      ['changes the kind', entity => ({ ...entity, kind: 'Component' })],
      [
        'changes the type',
        entity => ({ ...entity, spec: { ...entity.spec, type: 'mine' } }),
      ],
      [
        'takes the location away',
        entity => ({
          ...entity,
          metadata: { ...entity.metadata, annotations: {} },
        }),
      ],
    ])(
      'leaves the other products alone when a transformer %s',
      async (_, fault) => {
        await start();
        const sync = await estate.process({
          transformers: [
            (entity, resource) =>
              resource.product === 'workers' ? fault(entity, resource) : entity,
          ],
        });
        const run = await estate.run(sync);
        expect(partOf(run, 'workers')).toMatchObject({
          complete: false,
          problems: [{ kind: 'unavailable' }],
        });
        expect(estate.names('workers')).toEqual([]);
        expect(estate.names('pages')).toHaveLength(6);
      },
    );
  },
);
