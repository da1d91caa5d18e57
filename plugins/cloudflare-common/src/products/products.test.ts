import { productIds, productOfResourceType, products } from './index';

// Id, URL segment, resource type, annotation, entity name prefix, permission.
const table = `
workers | workers | cloudflare-worker | cloudflare.com/worker | cf-worker- | cloudflare.read.workers
pages | pages | cloudflare-pages | cloudflare.com/pages | cf-pages- | cloudflare.read.pages
zeroTrust | zero-trust | cloudflare-zero-trust | - | cf-zt-access | cloudflare.read.zerotrust
queues | queues | cloudflare-queue | cloudflare.com/queue | cf-queue- | cloudflare.read.queues
kv | kv | cloudflare-kv | cloudflare.com/kv | cf-kv- | cloudflare.read.kv
d1 | d1 | cloudflare-d1 | cloudflare.com/d1 | cf-d1- | cloudflare.read.d1
r2 | r2 | cloudflare-r2 | cloudflare.com/r2 | cf-r2- | cloudflare.read.r2
aiGateway | ai-gateway | cloudflare-ai-gateway | cloudflare.com/ai-gateway | cf-ai-gateway- | cloudflare.read.aigateway
vectorize | vectorize | cloudflare-vectorize | cloudflare.com/vectorize | cf-vectorize- | cloudflare.read.vectorize
analyticsEngine | analytics-engine | cloudflare-analytics-engine | cloudflare.com/analytics-engine | cf-analytics-engine- | cloudflare.read.analyticsengine
secretsStore | secrets-store | cloudflare-secrets-store | cloudflare.com/secrets-store | cf-secrets-store- | cloudflare.read.secretsstore.meta
hyperdrive | hyperdrive | cloudflare-hyperdrive | cloudflare.com/hyperdrive | cf-hyperdrive- | cloudflare.read.hyperdrive
containers | containers | cloudflare-container | cloudflare.com/container | cf-container- | cloudflare.read.containers
workflows | workflows | cloudflare-workflow | cloudflare.com/workflow | cf-workflow- | cloudflare.read.workflows
durableObjects | durable-objects | cloudflare-durable-object | cloudflare.com/durable-object | cf-do- | cloudflare.read.durableobjects
aiSearch | ai-search | cloudflare-ai-search | cloudflare.com/ai-search | cf-ai-search- | cloudflare.read.aisearch
browserRendering | browser-rendering | cloudflare-browser-rendering | cloudflare.com/browser-rendering | cf-browser-rendering | cloudflare.read.browserrendering`
  .trim()
  .split('\n');

const all = productIds.map(id => products[id]);

describe('products', () => {
  it('have exactly these names, in this order', () => {
    expect(
      productIds.map(id => {
        const product = products[id];
        return [
          id,
          product.segment,
          product.resourceType,
          product.annotation ?? '-',
          product.entityNamePrefix,
          product.permission.name,
        ].join(' | ');
      }),
    ).toEqual(table);
  });

  it('carry their own id, a title and a scope', () => {
    for (const id of productIds) {
      expect(products[id]).toMatchObject({
        id,
        title: expect.stringMatching(/\w/),
        resourceTitle: expect.stringMatching(/\w/),
        scope: 'account',
      });
      expect(products[id].tokenPermissions).not.toHaveLength(0);
    }
  });

  it.each([
    ['segment'],
    ['title'],
    ['resourceType'],
    ['entityNamePrefix'],
  ] as const)('share no %s', property => {
    expect(new Set(all.map(product => product[property])).size).toBe(
      all.length,
    );
  });

  it('share no permission and no annotation', () => {
    expect(new Set(all.map(({ permission }) => permission.name)).size).toBe(
      all.length,
    );
    const annotations = all.flatMap(({ annotation }) => annotation ?? []);
    expect(new Set(annotations).size).toBe(annotations.length);
  });

  it('end their prefix with a dash unless it is the whole name', () => {
    for (const { entityNamePrefix, onePerAccount } of all) {
      expect(entityNamePrefix.endsWith('-')).toBe(!onePerAccount);
    }
  });

  it('start no name that another product could have made', () => {
    for (const one of all) {
      for (const other of all.filter(product => product !== one)) {
        expect(one.entityNamePrefix.startsWith(other.entityNamePrefix)).toBe(
          false,
        );
      }
    }
  });

  it('are read with permissions to read, each a name of letters and dots', () => {
    for (const { permission } of all) {
      expect(permission).toMatchObject({
        type: 'basic',
        name: expect.stringMatching(/^cloudflare\.read\.[a-z0-9.]+$/),
        attributes: { action: 'read' },
      });
    }
  });

  it('are found by the type of their Resources', () => {
    for (const product of all) {
      expect(productOfResourceType(product.resourceType)).toBe(product);
    }
    expect(productOfResourceType('cloudflare-account')).toBeUndefined();
    expect(productOfResourceType('database')).toBeUndefined();
  });
});
