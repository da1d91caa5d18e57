import { secretMarkers } from '@cloudflare-backstage/cloudflare-simulator';
import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';

jest.setTimeout(120_000);

const STORE = '8f7e6d5c4b3a29180716253443526170';
const NAME = 'cf-secrets-store-acme-account-secrets';
const SECRETS = 'GET /accounts/{account}/secrets_store/stores/{store}/secrets';

describe('the entities of secrets stores', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start();
    sync = await estate.process({ products: ['workers', 'secretsStore'] });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  it('tell how many secrets there are, without those that are deleted', async () => {
    const { used } = await estate.client.secretsStore.quota();
    expect(estate.entity('secretsStore', NAME)).toMatchObject({
      metadata: {
        description: 'Cloudflare Secrets Store of the account.',
        tags: ['cloudflare', 'secrets-store', 'secrets'],
      },
      spec: {
        type: 'cloudflare-secrets-store',
        parameters: {
          id: STORE,
          name: 'acme-account-secrets',
          secretCount: used,
          scopes: ['ai_gateway', 'containers', 'dex', 'workers'],
        },
      },
    });
  });

  it('name no secret and repeat no comment', async () => {
    const rows = await estate.knex('cloudflare_sync_resources').select();
    const told = JSON.stringify([
      estate.entity('secretsStore', NAME),
      rows.filter(({ product }) => product === 'secretsStore'),
    ]);
    for (const text of [
      secretMarkers.secretComment,
      'sam@acme.example',
      'openai_api_key',
      'partner_001_key',
    ]) {
      expect(told).not.toContain(text);
    }
  });

  it('are what Workers with secrets of the store depend on', () => {
    const ref = `resource:default/${NAME}`;
    for (const worker of ['acme-api', 'acme-assistant', 'acme-web-router']) {
      expect(
        estate.entity('workers', `cf-worker-${worker}`).spec?.dependsOn,
      ).toContain(ref);
    }
  });

  it('are not written again when nothing changed', async () => {
    const run = await estate.run(sync);
    expect(partOf(run, 'secretsStore')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
    expect(estate.simulator.statistics().byOperation).not.toHaveProperty(
      SECRETS,
    );
  });

  it('keep the count that was whole when a page of secrets fails', async () => {
    const before = estate.entity('secretsStore', NAME).spec;
    estate.simulator.account.changeResource('secretsStore', STORE, {
      name: 'acme-vault',
      modified: new Date().toISOString(),
    });
    estate.simulator.injectFault({
      operation: /\/secrets\?.*page=2/,
      fault: { type: 'status', status: 500 },
    });
    await estate.run(sync);
    estate.simulator.clearFaults();
    expect(estate.names('secretsStore')).toEqual([
      'cf-secrets-store-acme-vault',
    ]);
    expect(
      estate.entity('secretsStore', 'cf-secrets-store-acme-vault').spec,
    ).toMatchObject({
      parameters: { secretCount: (before as any).parameters.secretCount },
    });
  });

  it('count anew what changed', async () => {
    estate.simulator.account.changeResource('secretsStore', STORE, {
      secrets: [],
      modified: '2027-01-01T00:00:00Z',
    });
    await estate.run(sync);
    expect(
      estate.entity('secretsStore', 'cf-secrets-store-acme-vault').spec,
    ).toMatchObject({ parameters: { secretCount: 0, scopes: [] } });
  });
});
