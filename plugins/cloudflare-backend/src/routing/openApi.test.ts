import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { startPlugin } from '../__testUtils__/startPlugin';

const BASE = '/api/cloudflare';

describe('the description of the API', () => {
  it('tells parameters, bodies, permissions and how fields are masked', async () => {
    const { server } = await startPlugin({ accounts: [] });
    const { status, body } = await request(server)
      .get(`${BASE}/v1/openapi.json`)
      .set('Authorization', mockCredentials.user.header());
    expect(status).toBe(200);
    const audit = body.paths[`${BASE}/v1/zero-trust/access/audit`].get;
    expect(audit).toMatchObject({
      'x-permissions': { allOf: ['cloudflare.read.zerotrust'] },
      security: [{ backstage: [] }],
    });
    expect(JSON.stringify(audit)).toContain('"x-redaction":"personal:email"');
    expect(audit.parameters.map((p: { name: string }) => p.name)).toEqual(
      expect.arrayContaining(['actor', 'from', 'account', 'cursor', 'limit']),
    );
    const summary = body.paths[`${BASE}/v1/provenance/summary`].get;
    expect(summary['x-permissions']).toMatchObject({
      anyOf: ['cloudflare.read.workers', 'cloudflare.read.pages'],
    });
    const query =
      body.paths[`${BASE}/v1/analytics-engine/{dataset}/query`].post;
    expect(query.parameters).toContainEqual(
      expect.objectContaining({ name: 'dataset', in: 'path', required: true }),
    );
    expect(query.requestBody.required).toBe(true);
    expect(body.paths[`${BASE}/health`].get.security).toEqual([]);
    const evidence = body.paths[`${BASE}/v1/evidence/{id}/bundle`].get;
    expect(evidence).toMatchObject({
      'x-audit-event': 'evidence-export',
      'x-permissions': {
        allOf: ['cloudflare.export.evidence'],
        anyOf: expect.arrayContaining(['cloudflare.read.zerotrust']),
      },
      responses: {
        200: {
          headers: { 'Repr-Digest': expect.anything() },
          content: {
            'application/x-tar': {
              schema: { type: 'string', format: 'binary' },
            },
          },
        },
      },
    });
  });

  it('tells which routes answer only so often, and when to come back', async () => {
    const { server } = await startPlugin({ accounts: [] });
    const { body } = await request(server)
      .get(`${BASE}/v1/openapi.json`)
      .set('Authorization', mockCredentials.user.header());
    const limited = Object.entries<Record<string, any>>(body.paths).flatMap(
      ([path, methods]) =>
        Object.entries(methods).flatMap(([method, { responses }]) =>
          responses[429]
            ? [[`${method} ${path.slice(BASE.length)}`, responses[429]]]
            : [],
        ),
    );
    expect(limited.map(([name]) => name).sort()).toEqual([
      'get /v1/evidence/{id}/verify',
      'get /v1/kv/{namespace}/sample',
      'get /v1/posture/results',
      'get /v1/r2/{bucket}/lifecycle/export',
      'get /v1/zero-trust/access/activity',
      'get /v1/zero-trust/access/audit',
      'get /v1/zero-trust/export/audit',
      'post /v1/analytics-engine/{dataset}/query',
      'post /v1/evidence',
      'post /v1/posture/refresh',
      'post /v1/provenance/manifests',
      'post /v1/sync',
    ]);
    for (const [, answer] of limited) {
      expect(answer).toMatchObject({
        description: expect.stringMatching(/^More than \d+ .* a minute/),
        headers: { 'Retry-After': { schema: { type: 'integer' } } },
      });
    }
  });
});
