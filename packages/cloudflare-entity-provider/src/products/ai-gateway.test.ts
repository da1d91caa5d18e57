import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';
import { aiGatewayIngestion } from './ai-gateway';

jest.setTimeout(120_000);

const ROUTES = 'GET /accounts/{account}/ai-gateway/gateways/{gateway}/routes';

describe('the entities of AI gateways', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({ products: ['secretsStore', 'aiGateway'] });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const entity = (name: string) =>
    estate.entity('aiGateway', `cf-ai-gateway-${name}`);
  const parametersOf = (name: string) => (entity(name).spec as any).parameters;

  it('tell providers, caching and retries', () => {
    expect(entity('acme-ai-gateway')).toMatchObject({
      metadata: {
        description: 'Cloudflare AI Gateway.',
        tags: expect.arrayContaining(['cloudflare', 'ai-gateway', 'team:ai']),
      },
      spec: {
        type: 'cloudflare-ai-gateway',
        parameters: {
          providers: ['anthropic', 'openai'],
          observedProviders: ['anthropic', 'openai', 'workers-ai'],
          caching: 'enabled',
          retries: 'enabled',
          rateLimit: 'enabled',
          rateLimitRequests: 500,
          rateLimitSeconds: 60,
          authentication: 'enabled',
          logging: 'enabled',
          fallback: 'enabled',
          dlp: 'disabled',
          guardrails: 'disabled',
        },
      },
    });
  });

  it('take a limit of zero for none, and leave out inactive routes', () => {
    expect(parametersOf('acme-ai-support')).toMatchObject({
      rateLimit: 'disabled',
      caching: 'disabled',
      guardrails: 'enabled',
      dlp: 'enabled',
      spendLimits: 'enabled',
      fallback: 'disabled',
      providers: ['azure-openai'],
    });
    expect(parametersOf('acme-ai-support')).not.toHaveProperty(
      'rateLimitRequests',
    );
  });

  it('depend on the Secrets Store that keeps their keys', () => {
    const [store] = estate.names('secretsStore');
    expect(entity('acme-ai-support').spec).toMatchObject({
      dependsOn: [`resource:default/${store}`],
      parameters: { secretsStore: [`resource:default/${store}`] },
    });
    expect(entity('acme-ai-gateway').spec).not.toHaveProperty('dependsOn');
  });

  it('do not take unknown for none', () => {
    const parameters = parametersOf('acme-ai-experiments');
    expect(parameters).toMatchObject({ fallback: 'unknown' });
    expect(parameters).not.toHaveProperty('providers');
    expect(parameters).not.toHaveProperty('observedProviders');
    expect(parameters).not.toHaveProperty('orphan');
  });

  it('hold no credential', () => {
    const entities = estate
      .names('aiGateway')
      .map(name => estate.entity('aiGateway', name));
    expect(JSON.stringify(entities)).not.toMatch(/redact/i);
  });

  it('are neither read in detail nor written again when nothing changed', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'aiGateway')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
  });

  it('follow a change, of which only the details are read', async () => {
    const { account } = estate.simulator;
    account.changeResource('aiGateway', 'acme-ai-experiments', {
      modifiedOn: '2026-12-01T00:00:00Z',
      providerConfigs: [{ id: 'new', provider_slug: 'mistral' }],
    });
    account.removeResource('aiGateway', 'acme-ai-support');
    await estate.run(sync);
    expect(parametersOf('acme-ai-experiments').providers).toEqual(['mistral']);
    expect(estate.names('aiGateway')).toEqual([
      'cf-ai-gateway-acme-ai-experiments',
      'cf-ai-gateway-acme-ai-gateway',
      'cf-ai-gateway-default',
    ]);
    expect(estate.simulator.statistics().byOperation[ROUTES]).toBe(1);
  });
});

describe('an AI gateway', () => {
  it('does not tell what Cloudflare does not', () => {
    const { parameters } = aiGatewayIngestion.toEntity(
      { id: 'bare' },
      undefined,
      { ciHosts: [] },
    );
    expect(JSON.parse(JSON.stringify(parameters))).toEqual({});
  });
});

describe('the observed providers of a gateway', () => {
  it('stay what they were while the metrics are not complete', () => {
    expect(
      aiGatewayIngestion.measure!([], {
        aiGateway: { requests: { complete: false, rows: [] } },
      } as any),
    ).toBeUndefined();
  });
});
