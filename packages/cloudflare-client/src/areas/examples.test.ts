import { exampleBodies } from '@cloudflare-backstage/cloudflare-simulator';
import { z } from 'zod';
import type { CloudflareClient } from '../CloudflareClient';
import {
  accountId,
  sendJson,
  startTestApi,
  type TestApi,
} from '../__testUtils__/testApi';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const window = {
  since: new Date('2026-11-01T00:00:00Z'),
  until: new Date('2026-11-30T00:00:00Z'),
};

/** Bodies as `cloudflare-api` documents them, by path below the account. */
const bodies: Record<string, unknown> = {
  '/tokens/verify': exampleBodies.tokensVerify,
  '/tokens': exampleBodies.accountsTokensList,
  '/logs/audit': exampleBodies.accountsLogsAuditList,
};

describe('the example bodies of the account', () => {
  let api: TestApi;
  let client: CloudflareClient;
  let graphql: unknown;

  beforeAll(async () => {
    api = await startTestApi();
    client = await api.client({ maxRetries: 0 });
    api.answer((response, { url }) => {
      const path = url.pathname.replace(`/client/v4/accounts/${accountId}`, '');
      if (url.pathname.endsWith('/graphql')) {
        sendJson(response, graphql);
      } else {
        sendJson(response, bodies[path] ?? {}, path in bodies ? 200 : 404);
      }
    });
  });
  afterAll(() => api.close());

  it('the audit log, whose cursor is not where the SDK looks, without bodies', async () => {
    const { items, nextCursor } = await client.auditLogs.list({
      since: window.since,
      before: window.until,
    });
    expect(nextCursor).toMatch(/^ASqdKd7d/);
    expect(items[0]).toMatchObject({
      time: '2026-11-20T18:22:33Z',
      action: { type: 'create', result: 'success' },
      actor: { context: 'api_token', email: 'ci@acme.example' },
      resource: { id: 'acme-api', product: 'workers' },
      request: { method: 'POST', statusCode: 200 },
    });
    expect(items[1].actor.context).toBe('api_key');
    expect(JSON.stringify(items)).not.toContain('REDACT-ME');
    // A cursor that never moves does not make an endless log.
    await expect(
      client.auditLogs.list(
        { since: window.since, before: window.until },
        { cursor: nextCursor },
      ),
    ).rejects.toMatchObject({ kind: 'invalid-response' });
  });

  it('tokens', async () => {
    expect(await client.tokens.verify()).toEqual({
      id: 'ed17574386854bf78a67040be0a770b0',
      status: 'active',
      notBefore: '2026-07-20T00:00:00Z',
      expiresAt: '2027-01-15T00:00:00Z',
      owner: 'account',
    });
    expect((await client.tokens.list()).items).toMatchObject([
      {
        name: 'backstage-readonly',
        policies: [
          {
            effect: 'allow',
            permissionGroups: ['Workers Scripts Read'],
            resources: [`com.cloudflare.api.account.${accountId}`],
          },
        ],
      },
      { name: 'legacy-forever', lastUsedAt: undefined, expiresAt: undefined },
    ]);
  });

  it('tokens whose resources are inside of an account', async () => {
    const [token] = exampleBodies.accountsTokensList.result;
    const account = `com.cloudflare.api.account.${accountId}`;
    const resourcesOf = async (resources: object) => {
      const result = [{ ...token, policies: [{ effect: 'allow', resources }] }];
      bodies['/tokens'] = { ...exampleBodies.accountsTokensList, result };
      const { items } = await client.tokens.list();
      return items[0].policies[0].resources;
    };
    const zones = 'com.cloudflare.api.account.zone.*';
    expect(await resourcesOf({ [account]: { [zones]: '*' } })).toEqual([zones]);
    expect(await resourcesOf({ [account]: '*', [zones]: '*' })).toEqual([
      account,
      zones,
    ]);
    expect(await resourcesOf({ [account]: {} })).toEqual([account]);
  });

  it('GraphQL: data, a refused dataset, an account that is not visible', async () => {
    const ask = () =>
      client.graphql.query(
        'query { x }',
        {},
        z.object({ d1: z.array(z.any()) }),
      );
    graphql = exampleBodies.graphqlSuccess;
    expect(await ask()).toEqual({ d1: [] });
    const { body } = api.received[api.received.length - 1];
    expect(JSON.parse(body).variables).toEqual({ account: accountId });
    graphql = exampleBodies.graphqlRefusedDataset;
    await expect(ask()).rejects.toMatchObject({ kind: 'not-entitled' });
    graphql = exampleBodies.graphqlUnknownAccount;
    await expect(ask()).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
