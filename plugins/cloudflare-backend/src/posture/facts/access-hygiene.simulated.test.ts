import { createCloudflareClient } from '@cloudflare-backstage/cloudflare-client';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { accountEntity, collectFor } from '../__testUtils__/collectFor';
import { resource } from '../__testUtils__/postureAccount';

jest.setTimeout(60_000);

describe('access hygiene of the simulated account', () => {
  let simulator: Simulator;
  let account: CloudflareAccount;
  beforeAll(async () => {
    simulator = await startSimulator();
    account = {
      key: 'default',
      accountId: simulator.accountId,
      client: await createCloudflareClient({
        accountId: simulator.accountId,
        apiToken: simulator.apiToken,
        apiBaseUrl: simulator.url,
      }),
    };
  });
  afterAll(() => simulator.close());

  const collect = (check: string, entity = accountEntity) =>
    collectFor(check, { entity, account, now: new Date() });

  it('finds what is wrong with its tokens', async () => {
    expect(await collect('token.ttl')).toMatchObject({
      state: 'fail',
      findings: ["The token 'legacy-forever' never expires."],
    });
    expect(await collect('token.unused')).toMatchObject({
      state: 'fail',
      findings: [
        expect.stringContaining("The token 'legacy-forever' was never used"),
      ],
    });
    expect(await collect('token.expiring')).toMatchObject({
      state: 'fail',
      findings: [expect.stringContaining("'partner-export' expires at")],
    });
    expect(await collect('token.own-scope')).toMatchObject({ state: 'pass' });
  });

  it('tells the requests that it read with', async () => {
    const { state, facts, sources } = await collect('globalkey.not-used');
    expect({ state, facts }).toMatchObject({
      state: 'fail',
      facts: { events: 1 },
    });
    expect(sources).toEqual([
      {
        name: 'audit log',
        observedAt: expect.any(String),
        rayIds: [expect.any(String)],
      },
    ]);
  });

  it('asks who comes to its applications', async () => {
    const access = resource('zeroTrust', 'access');
    expect(await collect('access.app-has-policy', access)).toMatchObject({
      state: 'pass',
      facts: { applications: 5 },
    });
  });
});
