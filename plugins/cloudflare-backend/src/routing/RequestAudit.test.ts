import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import request from 'supertest';
import { catalogModuleStub } from '../__testUtils__/catalogModuleStub';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';
import {
  undeclaredIn,
  writtenAuditLog,
} from '../__testUtils__/writtenAuditLog';

const PERSON = 'someone@acme.example';

describe("Backstage's audit log", () => {
  let simulator: Simulator;
  let server: Awaited<ReturnType<typeof startPlugin>>['server'];
  const { written, auditor, logger } = writtenAuditLog();

  beforeAll(async () => {
    simulator = await startSimulator();
    ({ server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      denied: (permission, user) => user === `user:default/not.${permission}`,
      auditor,
      cloudflareConfig: { analyticsEngine: { datasets: ['acme_analytics'] } },
      features: [
        catalogModuleStub([]),
        mockServices.scheduler.mock({
          scheduleTask: async () => {},
          triggerTask: async () => {},
        }).factory,
        logger,
      ],
    }));
  }, 30_000);
  afterAll(() => simulator.close());

  /** What is written at the end of a request; what is begun, ends. */
  async function ends(
    [method, path, body]: ['get' | 'post' | 'delete', string, object?],
    user = 'sam',
  ) {
    written.length = 0;
    const { status } = await request(server)
      [method](`/api/cloudflare/v1/${path}`)
      .set('Authorization', mockCredentials.user.header(`user:default/${user}`))
      .send(body);
    const ended = written.filter(event => event.status !== 'initiated');
    expect(written).toHaveLength(2 * ended.length);
    for (const event of ended) {
      const { eventId, meta } = event;
      expect(undeclaredIn(eventId, meta)).toEqual([]);
      expect(event.actor.actorId).toBe(`user:default/${user}`);
      expect(event.request).toMatchObject({
        method: method.toUpperCase(),
        url: `/api/cloudflare/v1/${path.split('?')[0]}`,
      });
    }
    expect(JSON.stringify(written)).not.toMatch(/someone|SELECT|blob/);
    return {
      status,
      ended: ended.map(({ eventId, status: how, level, meta }) => ({
        eventId,
        how,
        level,
        meta,
      })),
    };
  }

  const denied = (permission: string) => ({
    reason: 'NotAllowedError',
    permissions: [permission],
  });

  it('has denials, of what they would have been about', async () => {
    const permission = 'cloudflare.read.zerotrust';
    expect(
      await ends(
        ['get', `zero-trust/access/audit?actor=${PERSON}`],
        `not.${permission}`,
      ),
    ).toEqual({
      status: 403,
      ended: [
        {
          eventId: 'request-denied',
          how: 'failed',
          level: 'info',
          meta: {
            route: '/v1/zero-trust/access/audit',
            product: 'zeroTrust',
            account: 'default',
            ...denied(permission),
          },
        },
      ],
    });
  });

  it('has denials that only what is asked for decides', async () => {
    const permission = 'cloudflare.read.pages';
    const { status, ended } = await ends(
      ['get', 'provenance/manifests?product=pages&name=acme-docs'],
      `not.${permission}`,
    );
    expect(status).toBe(403);
    expect(ended).toContainEqual(
      expect.objectContaining({
        eventId: 'request-denied',
        meta: expect.objectContaining(denied(permission)),
      }),
    );
  });

  it('has what is read in clear, with how much', async () => {
    const path = `zero-trust/access/audit?limit=7&actor=${PERSON}`;
    const { status, ended } = await ends(['get', path]);
    expect([status, ended]).toEqual([
      200,
      [
        {
          eventId: 'unmasked-read',
          how: 'succeeded',
          level: 'info',
          meta: {
            route: '/v1/zero-trust/access/audit',
            product: 'zeroTrust',
            account: 'default',
            unmasked: ['personal'],
            count: 0,
          },
        },
      ],
    ]);
    const whole = await ends(['get', 'zero-trust/access/audit?limit=7']);
    expect(whole.ended[0].meta.count).toBe(7);
    // Nothing was read.
    expect((await ends(['get', `${path}&limit=x`])).ended).toEqual([]);
    const masked = await ends(['get', path], 'not.cloudflare.read.personal');
    expect(masked.ended).toEqual([]);
  });

  const manifest = {
    product: 'workers',
    name: 'acme-api',
    deploymentId: 'd1',
    commitSha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
    ciRunUrl: 'https://github.com/acme/api/actions/runs/1',
    actor: 'sam',
  };
  const query = { query: 'SELECT count() FROM acme_analytics' };
  const attempts: [string, Parameters<typeof ends>[0], number, JsonObject][] = [
    ['sync-request', ['post', 'sync'], 202, { account: 'default' }],
    ['sync-request', ['post', 'sync?account=x'], 400, { reason: 'InputError' }],
    ['posture-refresh', ['post', 'posture/refresh'], 202, { account: '*' }],
    [
      'analytics-engine-query',
      ['post', 'analytics-engine/acme_analytics/query', query],
      200,
      { product: 'analyticsEngine', dataset: 'acme_analytics', count: 1 },
    ],
    [
      'analytics-engine-query',
      ['post', 'analytics-engine/acme_analytics/query', { query: [PERSON] }],
      400,
      { product: 'analyticsEngine', reason: 'InputError' },
    ],
    [
      'analytics-engine-query',
      [
        'post',
        'analytics-engine/acme_analytics/query',
        { query: 'x'.repeat(70_000) },
      ],
      413,
      { reason: 'PayloadTooLargeError' },
    ],
    [
      'evidence-request',
      ['post', 'evidence', { kind: 'token-inventory' }],
      202,
      { kind: 'token-inventory', variant: 'pseudonymous', subject: 'account' },
    ],
    [
      'evidence-request',
      ['post', 'evidence', { kind: PERSON }],
      400,
      { reason: 'InputError' },
    ],
    [
      'evidence-export',
      ['get', 'zero-trust/export/audit?from=yesterday'],
      400,
      { product: 'zeroTrust', reason: 'InputError' },
    ],
    [
      'evidence-read',
      ['get', 'evidence/jobs/4e7b1f0c-3f58-4d5b-9d3f-2b1f5c6d7e8f'],
      404,
      { reason: 'NotFoundError' },
    ],
    [
      'provenance-manifest',
      ['post', 'provenance/manifests', manifest],
      200,
      { account: 'default', product: 'workers', name: 'acme-api' },
    ],
    [
      'provenance-manifest',
      ['post', 'provenance/manifests', { ...manifest, commitSha: PERSON }],
      400,
      { reason: 'InputError' },
    ],
  ];

  it.each(attempts)(
    'has each attempt: %s by %j, answered with %d',
    async (eventId, call, expected, meta) => {
      const { status, ended } = await ends(call, 'pat');
      expect([status, ended]).toEqual([
        expected,
        [
          {
            eventId,
            how: expected < 300 ? 'succeeded' : 'failed',
            level: eventId === 'evidence-read' ? 'debug' : 'info',
            meta: expect.objectContaining(meta),
          },
        ],
      ]);
    },
  );

  it.each([
    ['sync', 'sync-request', 'cloudflare.sync'],
    ['posture/refresh', 'posture-refresh', 'cloudflare.sync'],
    [
      'provenance/manifests',
      'provenance-manifest',
      'cloudflare.submit.provenance',
    ],
    ['evidence', 'evidence-request', 'cloudflare.export.evidence'],
  ])('has denials of POST %s by %s', async (path, eventId, permission) => {
    const { status, ended } = await ends(['post', path], `not.${permission}`);
    expect([status, ended]).toEqual([
      403,
      [
        {
          eventId,
          how: 'failed',
          level: 'info',
          meta: expect.objectContaining(denied(permission)),
        },
      ],
    ]);
  });

  it('has a denial at its level, also of what is told low', async () => {
    const permission = 'cloudflare.read.account';
    const order = await request(server)
      .post('/api/cloudflare/v1/evidence')
      .set('Authorization', mockCredentials.user.header())
      .send({ kind: 'token-inventory' });
    const { status, ended } = await ends(
      ['get', `evidence/jobs/${order.body.data.id}`],
      `not.${permission}`,
    );
    expect([status, ended.map(each => [each.eventId, each.level])]).toEqual([
      403,
      [
        ['evidence-read', 'debug'],
        ['evidence-read', 'info'],
      ],
    ]);
  });

  it.each([
    ['sync', 'sync-request'],
    ['posture/refresh', 'posture-refresh'],
  ])('has what is asked too often, which is 429: %s', async (path, eventId) => {
    let last = await ends(['post', path], 'eager');
    for (let tries = 0; last.status !== 429 && tries < 20; tries++) {
      last = await ends(['post', path], 'eager');
    }
    expect(last.status).toBe(429);
    expect(last.ended).toEqual([
      expect.objectContaining({
        eventId,
        how: 'failed',
        meta: expect.objectContaining({ reason: 'TooManyRequestsError' }),
      }),
    ]);
    // Others are not held up.
    expect((await ends(['post', path], 'patient')).status).not.toBe(429);
  });
});
