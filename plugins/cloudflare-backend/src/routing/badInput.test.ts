import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const PERSONAL = 'cloudflare.read.personal';

describe('the routes', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.close());

  it.each([
    ['/v1/workers/nobody/deployments', 404, `'nobody'`],
    ['/v1/workers/%2e%2e/deployments', 400, `'script'`],
    ['/v1/workers/%2E/deployments', 400, `'script'`],
    ['/v1/workers/a%00b/deployments', 400, 'control'],
    ['/v1/workers/a%0ab/deployments', 400, 'control'],
    [`/v1/workers/${'a'.repeat(300)}/deployments`, 400, '256'],
    ['/v1/workers/a%2Fb/deployments', 404, `'a/b'`],
    ['/v1/workers/acme-api/x/deployments', 404, ''],
    ['/v1/workers//deployments', 404, ''],
    ['/v1/workers/%E0%A4%A/deployments', 400, ''],
    ['/v1/workers/__proto__/deployments', 404, ''],
    ['/v1/workers/constructor/triggers', 404, ''],
    ['/v1/workers/acme-api/deployments?limit=0', 400, `'limit'`],
    ['/v1/workers/acme-api/deployments?limit=101', 400, '100'],
    ['/v1/workers/acme-api/deployments?limit=1e1', 400, `'limit'`],
    ['/v1/workers/acme-api/deployments?limit=-1', 400, `'limit'`],
    ['/v1/workers/acme-api/deployments?limit=', 400, `'limit'`],
    ['/v1/workers/acme-api/deployments?limit=1&limit=2', 400, 'more than once'],
    ['/v1/workers/acme-api/deployments?cursor=x', 400, `'cursor'`],
    [
      // {"page":"../../x","skip":0}
      '/v1/workers/acme-api/deployments?cursor=eyJwYWdlIjoiLi4vLi4veCIsInNraXAiOjB9',
      400,
      'cursor',
    ],
    ['/v1/workers/acme-api/deployments?account=other', 400, `'other'`],
    ['/v1/workers/acme-api/deployments?account=a&account=b', 400, `'account'`],
    ['/v1/pages/acme-web/deployments?env=staging', 400, `'env'`],
    ['/v1/pages/none/deployments', 404, 'Pages'],
    ['/v1/zero-trust/access/audit?from=yesterday', 400, 'RFC 3339'],
    ['/v1/zero-trust/access/audit?from=2026-02-30T00:00:00Z', 400, `'from'`],
    [
      '/v1/zero-trust/access/audit?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z',
      400,
      `'from' must be before`,
    ],
    [
      '/v1/zero-trust/access/audit?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z',
      400,
      '30 days',
    ],
    [
      '/v1/zero-trust/users?from=2020-01-01T00:00:00Z&to=2026-03-01T00:00:00Z',
      400,
      '30 days',
    ],
    ['/v1/zero-trust/access/audit?allowed=1', 400, `'allowed'`],
    ['/v1/zero-trust/access/audit?actor=', 400, `'actor'`],
    ['/v1/zero-trust/access/audit?actor=sam@acme.example', 400, PERSONAL],
    ['/v1/zero-trust/access/audit?actor=u_0123', 400, 'pseudonym'],
    ['/v1/provenance/deployments?state=green', 400, `'state'`],
    ['/v1/provenance/deployments?component=:', 400, `'component'`],
    [
      '/v1/provenance/deployments?from=2026-01-02T00:00:00Z&to=2026-01-02T00:00:00Z',
      400,
      `'from'`,
    ],
    ['/v1/provenance/deployments?order=oldest', 400, `'order'`],
    [
      // {"order":"newest","state":"none","deployedAt":"","ref":"a"}
      '/v1/provenance/deployments?order=exceptions&cursor=eyJvcmRlciI6Im5ld2VzdCIsInN0YXRlIjoibm9uZSIsImRlcGxveWVkQXQiOiIiLCJyZWYiOiJhIn0',
      400,
      `'cursor'`,
    ],
    ['/v1/provenance/summary?owner=:', 400, `'owner'`],
    ['/v1/provenance/summary?account=other', 400, `'other'`],
    ['/v1/token-permissions?account=other', 400, `'other'`],
    ['/v1/links', 400, `'component'`],
    ['/v1/links?component=', 400, `'component'`],
    ['/v1/links?component=:', 400, `'component'`],
    ['/v1/links?component=component:../..', 400, `'component'`],
    ['/v1/links?component=resource:default/shop', 400, 'no Component'],
    ['/v1/links?component=nobody', 404, 'component:default/nobody'],
    ['/v1/nothing', 404, ''],
  ])('answer bad input %s with %d', async (url, expected, message) => {
    const { server } = await badInputBackend();
    const { status, body, text } = await request(server)
      .get(`/api/cloudflare${url}`)
      .set('Authorization', mockCredentials.user.header());
    expect([status, text]).toEqual([expected, expect.any(String)]);
    expect(body.error?.message ?? text).toContain(message);
  });

  let started: ReturnType<typeof startPlugin> | undefined;
  async function badInputBackend() {
    started ??= startPlugin({
      accounts: [await accountOf(simulator)],
      denied: [PERSONAL],
    });
    return started;
  }
});
