import { createHash } from 'node:crypto';
import {
  canonicalBytes,
  readEvidence,
  verifyEvidence,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import request from 'supertest';
import { accountOf } from '../__testUtils__/startPlugin';
import { BASE, startEvidence, USER } from './__testUtils__/startEvidence';
import { key } from './__testUtils__/testEvidence';
import { newSha256 } from './digest';

const AUDIT = '/v1/zero-trust/export/audit';

const DAY = 24 * 3_600_000;
/** Of the Access log. */
const SETTLES_AFTER = DAY / 24;

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('an export', () => {
  let simulator: Simulator;
  let bucket: string;
  beforeAll(async () => {
    simulator = await startSimulator();
    const { client } = await accountOf(simulator);
    bucket = (await client.r2.list()).items[0].name;
  });
  afterAll(() => simulator.close());
  const start = async () =>
    startEvidence({ accounts: [await accountOf(simulator)] });
  const lifecycle = () => `/v1/r2/${bucket}/lifecycle/export`;

  it('answers the stored document with its digest', async () => {
    const { get, audited } = await start();
    const before = Date.now();
    const { status, body, headers } = await get(
      `${lifecycle()}?download=json`,
    ).responseType('blob');
    expect(status).toBe(200);
    const document = JSON.parse(body.toString());
    expect(document.manifest.snapshotSha256).toBe(
      sha256(canonicalBytes(document.snapshot)),
    );
    expect(Date.parse(document.manifest.collectedAt)).toBeGreaterThanOrEqual(
      before,
    );
    expect(document.snapshot.records).toHaveLength(1);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': String(body.length),
      'cache-control': 'private, no-store, no-transform',
      etag: `"${sha256(body)}"`,
      'repr-digest': `sha-256=:${createHash('sha256')
        .update(body)
        .digest('base64')}:`,
    });
    expect(headers['content-disposition']).toBe(
      `attachment; filename="r2-lifecycle_r2-${bucket}_${document.manifest.snapshotSha256.slice(
        0,
        12,
      )}.json"`,
    );
    const report = await verifyEvidence(readEvidence(body), {
      sha256: newSha256,
      publicKey: key.publicKey,
      document: true,
    });
    expect(report.ok).toBe(true);
    expect(audited).toContainEqual({
      eventId: 'evidence-export',
      outcome: 'success',
      meta: {
        route: '/v1/r2/:bucket/lifecycle/export',
        product: 'r2',
        account: 'default',
        unmasked: [],
      },
      done: {
        kind: 'r2-lifecycle',
        variant: 'pseudonymous',
        bundle: expect.any(String),
        snapshotSha256: document.manifest.snapshotSha256,
        count: expect.any(Number),
      },
    });
    const requests = document.manifest.credential;
    expect(requests).toMatchObject({ tokenId: expect.any(String) });
  });

  it('asked for again is the same bytes, and not sent to who has them', async () => {
    const { get, server } = await start();
    const first = await get(lifecycle());
    const second = await get(lifecycle());
    expect(second.text).toBe(first.text);
    const { etag } = first.headers;
    const known = await get(lifecycle()).set('If-None-Match', etag);
    expect([known.status, known.text]).toEqual([304, '']);
    const head = await request(server)
      .head(BASE + lifecycle())
      .set('Authorization', USER);
    expect([head.status, head.text]).toEqual([200, undefined]);
    expect(head.headers['content-length']).toBe(String(first.text.length));
    const tar = await get(`${lifecycle()}?download=tar`).responseType('blob');
    expect(tar.headers['content-type']).toBe('application/x-tar');
    expect(tar.headers.etag).toBe(`"${sha256(tar.body)}"`);
    expect(tar.headers.etag).not.toBe(etag);
    const files = readEvidence(tar.body);
    const report = await verifyEvidence(files, { sha256: newSha256 });
    expect(report.ok).toBe(true);
    const requested = JSON.parse(
      Buffer.from(files.get('requests.json')!).toString(),
    );
    expect(requested.length).toBeGreaterThan(3);
    expect(requested).toContainEqual(
      expect.objectContaining({ method: 'GET', status: 200 }),
    );
  });

  it('of a log is of the last full UTC day that has settled', async () => {
    const { get } = await start();
    const { body } = await get(`${AUDIT}?download=json`).expect(200);
    const settled = Date.now() - SETTLES_AFTER;
    const to = new Date(settled - (settled % DAY));
    expect(body.snapshot.window).toEqual({
      from: new Date(to.getTime() - DAY).toISOString().replace('.000', ''),
      to: to.toISOString().replace('.000', ''),
    });
    const { records } = body.snapshot;
    expect(records.length).toBeGreaterThan(0);
    for (const { actor } of records) {
      expect(actor ?? 'u_').toMatch(/^u_/);
    }
  });

  it.each([
    [
      'from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:01Z',
      /POST \/v1\/evidence/,
    ],
    ['from=2026-11-01T00:00:00Z', /belong together/],
    ['from=2026-11-01T00:00:00Z&to=2026-11-01T00:00:00Z', /before/],
    ['from=2999-11-01T00:00:00Z&to=2999-11-01T10:00:00Z', /must be over/],
    ['download=zip', /download/],
    ['variant=clear', /variant/],
  ])('with %s is refused', async (query, message) => {
    const { get } = await start();
    const { status, body } = await get(`${AUDIT}?${query}`);
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringMatching(message),
    ]);
  });

  it('of a state takes no window, and of no bucket is not found', async () => {
    const { get } = await start();
    const day = 'from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z';
    expect((await get(`${lifecycle()}?${day}`)).status).toBe(400);
    const unknown = await get('/v1/r2/nobody-has-this/lifecycle/export');
    expect([unknown.status, unknown.body.error.kind]).toEqual([
      404,
      'not-found',
    ]);
  });
});

describe('evidence of what cannot be read', () => {
  const kinds = [
    ['access-audit', ['Access: Audit Logs Read']],
    ['account-audit', ['Account Settings Read']],
    ['r2-lifecycle', ['Workers R2 Storage Read']],
    ['token-inventory', ['Account API Tokens Read']],
    ['deployment-provenance', ['Workers Scripts Read', 'Pages Read']],
  ] as const;
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());
  const start = async () =>
    startEvidence({ accounts: [await accountOf(simulator)] });

  it.each(kinds)(
    '%s is not sealed: the job fails, and names the permission',
    async (kind, permissions) => {
      permissions.forEach(each => simulator.refusePermission(each));
      const { make, get } = await start();
      const job = await make({ kind });
      expect(job).toMatchObject({
        state: 'failed',
        bundles: [],
        problem: {
          kind: 'forbidden',
          permission: permissions[0],
          message: expect.stringContaining(permissions[0]),
        },
      });
      expect((await get('/v1/evidence')).body.data).toEqual([]);
    },
  );

  it('inventory is not sealed when the catalog knows nothing', async () => {
    const { make } = await start();
    expect(await make({ kind: 'inventory' })).toMatchObject({
      state: 'failed',
      bundles: [],
      problem: { kind: 'unavailable' },
    });
  });

  it.each([
    [403, 424, 'forbidden'],
    [503, 503, 'unavailable'],
    [429, 503, 'rate-limited'],
  ])('with a %i of Cloudflare is a %i', async (upstream, status, kind) => {
    simulator.injectFault({ fault: { type: 'status', status: upstream } });
    const { get } = await start();
    const { status: answered, body } = await get(AUDIT);
    expect([answered, body.error.kind]).toEqual([status, kind]);
    simulator.clearFaults();
    expect((await get('/v1/evidence')).body.data).toEqual([]);
  });

  it('in part is partial', async () => {
    simulator.refusePermission('Pages Read');
    const { make, get } = await start();
    const { state, bundles } = await make({ kind: 'deployment-provenance' });
    expect(state).toBe('succeeded');
    const { body } = await get(`/v1/evidence/${bundles[0]}`);
    expect(body.data).toMatchObject({
      state: 'partial',
      gaps: expect.arrayContaining([{ what: 'Pages', reason: 'forbidden' }]),
    });
  });
});
