import { Entity } from '@backstage/catalog-model';
import { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { CloudflareAnnotationProcessor } from './CloudflareAnnotationProcessor';

const main = { key: 'default', accountId: 'a'.repeat(32) };
const labs = { key: 'labs', accountId: 'b'.repeat(32) };

async function relationsOf(
  annotations: Record<string, string>,
  { accounts = [main, labs], kind = 'Component' } = {},
) {
  const emitted: CatalogProcessorResult[] = [];
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'shop', annotations },
    spec: { type: 'service', lifecycle: 'production', owner: 'team' },
  };
  const processor = new CloudflareAnnotationProcessor({
    accounts,
    namespace: 'cloud',
  });
  await processor.postProcessEntity(
    entity,
    { type: 'url', target: 'https://example.com' },
    result => emitted.push(result),
  );
  return emitted.map(result =>
    result.type === 'relation' ? result.relation : result,
  );
}

async function targetsOf(...args: Parameters<typeof relationsOf>) {
  const relations = (await relationsOf(...args)) as any[];
  return relations
    .filter(({ type }) => type === 'dependsOn')
    .map(({ target }) => target.name);
}

describe('CloudflareAnnotationProcessor', () => {
  it('relates a Component to its resource, in both directions', async () => {
    const component = {
      kind: 'Component',
      namespace: 'default',
      name: 'shop',
    };
    const resource = {
      kind: 'Resource',
      namespace: 'cloud',
      name: 'cf-worker-acme-api',
    };
    await expect(
      relationsOf({ 'cloudflare.com/worker': 'acme-api' }),
    ).resolves.toEqual([
      { source: component, type: 'dependsOn', target: resource },
      { source: resource, type: 'dependencyOf', target: component },
    ]);
  });

  it('reads several names, other accounts and other products', async () => {
    await expect(
      targetsOf({
        'cloudflare.com/worker': 'acme-api, labs::acme-api, acme-api',
        'cloudflare.com/kv': 'My Cache',
        'cloudflare.com/browser-rendering': 'whatever',
        'cloudflare.com/retention-doc': './retention.md',
      }),
    ).resolves.toEqual([
      'cf-worker-acme-api',
      'cf-worker-acme-api.labs',
      expect.stringMatching(/^cf-kv-my-cache-[0-9a-f]{8}$/),
      'cf-browser-rendering',
    ]);
  });

  it('takes the only account for the default one, but no other', async () => {
    const annotations = { 'cloudflare.com/pages': 'acme-web' };
    await expect(targetsOf(annotations, { accounts: [labs] })).resolves.toEqual(
      ['cf-pages-acme-web.labs'],
    );
    await expect(
      targetsOf(annotations, {
        accounts: [labs, { key: 'ops', accountId: 'c'.repeat(32) }],
      }),
    ).resolves.toEqual([]);
  });

  it('leaves other kinds and empty annotations alone', async () => {
    const annotations = { 'cloudflare.com/worker': 'acme-api' };
    await expect(targetsOf(annotations, { kind: 'Resource' })).resolves.toEqual(
      [],
    );
    await expect(
      targetsOf({ 'cloudflare.com/worker': ' , ' }),
    ).resolves.toEqual([]);
  });
});
