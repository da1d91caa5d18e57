import { mockCredentials } from '@backstage/backend-test-utils';
import {
  secretMarkers,
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { SecretsStoreMetadata } from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const STORE = 'acme-account-secrets';
const ID = '8f7e6d5c4b3a29180716253443526170';

describe('Secrets Store', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  const start = async (denied: string[] = []) => {
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      denied,
    });
    return (path: string) =>
      request(server)
        .get(`/api/cloudflare/v1/secrets-store${path}`)
        .set('Authorization', mockCredentials.user.header());
  };
  beforeEach(async () => {
    simulator = await startSimulator();
    get = await start();
  });
  afterEach(() => simulator.close());

  const metadata = async (name = STORE) => {
    const { body, text } = await get(`/${name}/metadata`);
    return { data: body.data as SecretsStoreMetadata, meta: body.meta, text };
  };

  it('lists the stores', async () => {
    const { body } = await get('/stores');
    expect(body.meta).toMatchObject({ complete: true });
    expect(body.data).toEqual([
      {
        id: ID,
        name: STORE,
        createdAt: expect.any(String),
        modifiedAt: expect.any(String),
      },
    ]);
  });

  it('counts secrets over all pages, deleted ones apart', async () => {
    const { data, meta } = await metadata();
    expect(meta).toMatchObject({ complete: true, masked: false });
    const { total, byStatus, byScope, withoutScope } = data.counts!;
    expect(byStatus).toEqual([
      { status: 'active', count: total - 1 },
      { status: 'deleted', count: 1 },
      { status: 'pending', count: 1 },
    ]);
    expect(total).toBe(data.secrets.length - 1);
    expect(withoutScope).toBe(1);
    // Those with several scopes count in each of them.
    expect(byScope.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(
      total,
    );
    expect(data.quota).toEqual({ limit: 150, used: total });
  });

  it('lists what was not changed for the longest first', async () => {
    const { data } = await metadata();
    const changes = data.secrets.map(({ modifiedAt }) => modifiedAt!);
    expect(changes).toEqual([...changes].sort());
  });

  it('tells neither values nor comments, and names only to those who may see them', async () => {
    const clear = await metadata();
    expect(clear.text).not.toContain(secretMarkers.secretComment);
    expect(clear.text).not.toContain('sam@acme.example');
    expect(clear.text).toContain('openai_api_key');
    get = await start(['cloudflare.read.sensitive']);
    const masked = await metadata();
    expect(masked.meta.masked).toBe(true);
    expect(masked.text).not.toMatch(/openai_api_key|partner_001_key/);
    expect(masked.data.counts).toEqual(clear.data.counts);
  });

  it('counts nothing when a page is missing', async () => {
    simulator.injectFault({
      operation: /\/secrets\?.*page=2/,
      fault: { type: 'status', status: 500 },
    });
    const { data, meta } = await metadata();
    expect(data).not.toHaveProperty('counts');
    expect(data.secrets).toHaveLength(100);
    expect(meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable' }],
    });
  });

  it('tells the rest when the quota cannot be read', async () => {
    simulator.injectFault({
      operation: 'GET /accounts/{account}/secrets_store/quota',
      fault: { type: 'status', status: 500 },
    });
    const { data, meta } = await metadata(ID);
    expect(data.counts?.total).toBeGreaterThan(100);
    expect(data).not.toHaveProperty('quota');
    expect(meta.complete).toBe(false);
  });

  it('tells the quota when secrets cannot be read, and nothing without both', async () => {
    const fail = (operation: string | RegExp) =>
      simulator.injectFault({
        operation,
        fault: { type: 'status', status: 500 },
      });
    fail(/\/secrets\?/);
    const { data, meta } = await metadata(ID);
    expect(data.quota?.limit).toBe(150);
    expect(data).not.toHaveProperty('counts');
    expect(meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable' }],
    });
    fail('GET /accounts/{account}/secrets_store/quota');
    get = await start();
    expect((await get(`/${ID}/metadata`)).status).toBe(503);
  });

  it('does not find what does not exist, nor calls two of one name one', async () => {
    expect((await get('/none/metadata')).status).toBe(404);
    simulator.account.addResource('secretsStore', 'acme-twin');
    simulator.account.addResource('secretsStore', 'acme-twin');
    get = await start();
    const { status, text } = await get('/acme-twin/metadata');
    expect(status).toBe(409);
    expect(text).toContain('acme-twin');
  });
});
