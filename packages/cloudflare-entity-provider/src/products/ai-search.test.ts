import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';
import { aiSearchIngestion } from './ai-search';

jest.setTimeout(120_000);

const ref = (name: string) => `resource:default/${name}`;
const JOBS =
  'GET /accounts/{account}/ai-search/namespaces/{namespace}/instances/{instance}/jobs';

describe('the entities of AI Search instances', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({
      products: ['workers', 'r2', 'aiGateway', 'aiSearch'],
    });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const entity = (title: string) =>
    estate.entity(
      'aiSearch',
      estate
        .names('aiSearch')
        .find(
          name => estate.entity('aiSearch', name).metadata.title === title,
        ) ?? title,
    );
  const specOf = (title: string) => entity(title).spec as any;
  const parametersOf = (title: string) => specOf(title).parameters;

  it('tell connectors and the last successful crawl', () => {
    expect(entity('acme-site-index')).toMatchObject({
      metadata: {
        name: 'cf-ai-search-acme-site-index',
        description: 'Cloudflare AI Search instance that indexes a website.',
        tags: expect.arrayContaining(['cloudflare', 'ai-search']),
      },
      spec: {
        type: 'cloudflare-ai-search',
        parameters: {
          connectors: ['website'],
          source: 'acme.example',
          lastCrawlAt: expect.stringMatching(/T\d\d:00:00\.000Z$/),
          documents: 810,
          documentErrors: 3,
          aiGateway: [ref('cf-ai-gateway-acme-ai-gateway')],
        },
      },
    });
  });

  it('refer to the bucket that they index', () => {
    expect(specOf('acme-handbook').dependsOn).toEqual([
      ref('cf-ai-gateway-acme-ai-gateway'),
      ref('cf-r2-acme-prod-artifacts'),
    ]);
    expect(parametersOf('acme-handbook')).toMatchObject({
      connectors: ['r2'],
      paused: true,
      sourceBucket: [ref('cf-r2-acme-prod-artifacts')],
    });
  });

  it('refer to a bucket in its jurisdiction', () => {
    expect(parametersOf('acme-residency')).toMatchObject({
      sourceBucket: [
        ref(
          estate.names('r2').find(name => name.includes('eu-acme-residency')) ??
            'none',
        ),
      ],
    });
    expect(parametersOf('acme-residency')).not.toHaveProperty(
      'danglingBindings',
    );
  });

  it('are two for one id in two namespaces, which Workers bind apart', () => {
    expect(parametersOf('support:acme-handbook')).toMatchObject({
      connectors: ['built-in'],
      namespace: 'support',
      documents: 64,
    });
    const name = entity('support:acme-handbook').metadata.name;
    expect(name).toMatch(/^cf-ai-search-support-acme-handbook-[0-9a-f]{8}$/);
    const { dependsOn } = estate.entity('workers', 'cf-worker-acme-assistant')
      .spec as any;
    expect(dependsOn).toContain(ref(name));
    expect(dependsOn).not.toContain(ref('cf-ai-search-acme-handbook'));
  });

  it('do not take what Cloudflare cannot count for nothing', () => {
    const parameters = parametersOf('support:acme-product-docs');
    expect(parameters).toMatchObject({
      countsAvailable: false,
      lastCrawlAt: expect.any(String),
    });
    expect(parameters).not.toHaveProperty('documents');
    expect(parameters).not.toHaveProperty('documentErrors');
  });

  it('tell no last crawl where the newest jobs have no success', () => {
    const parameters = parametersOf('acme-blog');
    expect(parameters).not.toHaveProperty('lastCrawlAt');
    // Older jobs were not read.
    expect(parameters).not.toHaveProperty('neverCrawled');
    expect(parameters).toMatchObject({
      aiGatewayId: 'acme-ai-old',
      danglingBindings: ['ai_gateway:acme-ai-old'],
    });
  });

  it('hold no header and no prompt', () => {
    const entities = estate
      .names('aiSearch')
      .map(name => estate.entity('aiSearch', name));
    expect(JSON.stringify(entities)).not.toMatch(/redact/i);
  });

  it('are neither read in detail nor written again without activity', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'aiSearch')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
  });

  it('are read again after activity, and are others in another namespace', async () => {
    const { account } = estate.simulator;
    account.changeResource('aiSearch', 'acme-search-trial', {
      lastActivity: '2026-12-01T00:00:00Z',
      config: { type: 'web-crawler', source: 'new.acme.example' },
    });
    account.removeResource('aiSearch', 'support:acme-handbook');
    await estate.run(sync);
    expect(parametersOf('acme-search-trial')).toMatchObject({
      connectors: ['website'],
      neverCrawled: true,
    });
    expect(estate.simulator.statistics().byOperation[JOBS]).toBe(1);
    const { parameters } = estate.entity('workers', 'cf-worker-acme-assistant')
      .spec as any;
    expect(parameters.danglingBindings).toContain(
      'ai_search:support:acme-handbook',
    );
  });
});

describe('an AI Search instance', () => {
  it('is not bound by a binding to its whole namespace', () => {
    const { ai_search_namespace: targetOf } = aiSearchIngestion.bindingTargets!;
    expect(
      targetOf({
        type: 'ai_search_namespace',
        name: 'DOCS',
        targetScope: 'support',
      }),
    ).toBeUndefined();
  });

  it.each([
    [0, true],
    // Jobs may not be kept for ever, and were not if there are items.
    [12, undefined],
    [undefined, undefined],
  ])('with %s items and no job was never crawled: %s', (documents, never) => {
    const { parameters } = aiSearchIngestion.toEntity(
      { id: 'a', connector: 'website' },
      { documents, allJobsRead: true },
      {} as never,
    );
    expect(parameters.neverCrawled).toBe(never);
  });

  it('is no orphan, since not all that use it name it', () => {
    expect(aiSearchIngestion.usedFromOutside).toBe(true);
  });
});
