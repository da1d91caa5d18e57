import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { EvidenceBundle } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { readEvidence } from '@cloudflare-backstage/cloudflare-evidence';
import { accountOf } from '../__testUtils__/startPlugin';
import { startEvidence } from './__testUtils__/startEvidence';
import { key } from './__testUtils__/testEvidence';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('evidence', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.close());
  const start = async (
    options: Partial<Parameters<typeof startEvidence>[0]> = {},
  ) => {
    const knex = await databases.init('SQLITE_3');
    const accounts = [await accountOf(simulator)];
    return { knex, ...(await startEvidence({ accounts, knex, ...options })) };
  };

  it('is made by a job, listed, downloaded and verified', async () => {
    const { get, post, make, audited } = await start();
    const created = await post({ kind: 'token-inventory' });
    expect(created.status).toBe(202);
    expect(created.headers.location).toBe(
      `/api/cloudflare/v1/evidence/jobs/${created.body.data.id}`,
    );
    const job = await make({ kind: 'token-inventory' });
    expect(job).toMatchObject({ state: 'succeeded', account: 'default' });
    const [id] = job.bundles;
    const { body } = await get(`/v1/evidence/${id}`).expect(200);
    const bundle: EvidenceBundle = body.data;
    expect(bundle).toMatchObject({
      id,
      account: 'default',
      kind: 'token-inventory',
      subject: { type: 'account' },
      seq: 0,
      signed: true,
    });
    const listed = await get('/v1/evidence').expect(200);
    expect(listed.body.data).toEqual([bundle]);
    expect(listed.body.meta.complete).toBe(true);
    const chains = await get('/v1/evidence/chains').expect(200);
    expect(chains.body.data).toEqual([
      {
        stream: bundle.stream,
        account: 'default',
        kind: 'token-inventory',
        subject: { type: 'account' },
        variant: 'pseudonymous',
        seq: 0,
        sha256: bundle.manifestSha256,
        collectedAt: bundle.collectedAt,
        length: 1,
        newest: bundle,
      },
    ]);
    const document = await get(`/v1/evidence/${id}/document`).expect(200);
    expect(document.body.manifest.snapshotSha256).toBe(bundle.snapshotSha256);
    const tar = await get(`/v1/evidence/${id}/bundle`).responseType('blob');
    expect(tar.body.length).toBe(bundle.bytes);
    expect(readEvidence(tar.body).has('VERIFY.md')).toBe(true);
    const verified = await get(`/v1/evidence/${id}/verify`).expect(200);
    expect(verified.body.data.ok).toBe(true);
    expect(verified.body.data.checks).toContainEqual(
      expect.objectContaining({ id: 'signature', state: 'pass' }),
    );
    const given = await get('/v1/evidence/key').expect(200);
    expect(given.body.data).toEqual({
      publicKey: key.publicKey,
      keyId: 'test-key',
    });
    const exports = audited.filter(each => each.eventId === 'evidence-export');
    expect(exports.map(({ outcome, done }) => [outcome, done])).toEqual(
      [1, 2].map(() => [
        'success',
        expect.objectContaining({ snapshotSha256: bundle.snapshotSha256 }),
      ]),
    );
    expect(audited).toContainEqual(
      expect.objectContaining({
        eventId: 'evidence-request',
        outcome: 'success',
        done: expect.objectContaining({ kind: 'token-inventory' }),
      }),
    );
  }, 20_000);

  it('is found by what it is about, page by page', async () => {
    const { get, make } = await start();
    const now = Date.now();
    const day = (before: number) =>
      new Date(now - (now % 86_400_000) - before * 86_400_000).toISOString();
    const { items } = await (await accountOf(simulator)).client.r2.list();
    await make({ kind: 'r2-lifecycle' });
    await make({
      kind: 'r2-lifecycle',
      subject: { type: 'r2', name: items[0].name },
    });
    const days = await make({
      kind: 'account-audit',
      from: day(4),
      to: day(1),
    });
    expect(days.progress).toMatchObject({ done: 3, total: 3 });
    const list = async (query: string) =>
      (await get(`/v1/evidence?${query}`).expect(200)).body;
    expect((await list('')).data).toHaveLength(5);
    expect((await list('kind=r2-lifecycle')).data).toHaveLength(2);
    expect((await list('kind=inventory')).data).toEqual([]);
    expect((await list('subjectType=r2')).data).toHaveLength(1);
    expect((await list(`subject=${items[0].name}`)).data).toHaveLength(1);
    expect((await list('variant=personal')).data).toEqual([]);
    expect((await list(`from=${day(3)}&to=${day(2)}`)).data).toMatchObject([
      { window: { from: day(3).replace('.000', '') } },
    ]);
    // Of states, when they were collected.
    expect((await list(`from=${day(0)}`)).data).toHaveLength(2);
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
      expect(page.data.length).toBeLessThanOrEqual(2);
      ids.push(...page.data.map((each: EvidenceBundle) => each.id));
      cursor = page.meta.nextCursor;
    } while (cursor);
    expect(new Set(ids).size).toBe(5);
    expect((await get('/v1/evidence?cursor=x')).status).toBe(400);
  }, 20_000);

  it.each([
    [{}, 'kind'],
    [{ kind: 'nothing' }, 'kind'],
    [
      { kind: 'r2-lifecycle', subject: { type: 'workers', name: 'a' } },
      'about',
    ],
    [{ kind: 'r2-lifecycle', subject: { type: 'r2' } }, `'name'`],
    [{ kind: 'r2-lifecycle', from: '2026-11-01T00:00:00Z' }, 'state'],
    [
      {
        kind: 'access-audit',
        from: '2026-01-01T00:00:00Z',
        to: '2026-02-01T00:00:01Z',
      },
      'at most 31 days at a time',
    ],
  ])('that cannot be made is refused: %j', async (body, message) => {
    const { post } = await start();
    const { status, body: answer } = await post(body);
    expect([status, answer.error.message]).toEqual([
      400,
      expect.stringContaining(message),
    ]);
  });

  it.each([
    ['a small bundle', undefined],
    ['a large one, without reading it as a whole', 1_100_000],
  ])('is verified by the digests of %s', async (_, tarBytes) => {
    const { get, make, knex } = await start();
    const [id] = (await make({ kind: 'r2-lifecycle' })).bundles;
    await knex('evidence_bundles')
      .where({ id })
      .update(tarBytes ? { tar_bytes: tarBytes } : { id });
    const verify = async () =>
      (await get(`/v1/evidence/${id}/verify`).expect(200)).body.data;
    const { ok, checks } = await verify();
    expect(ok).toBe(true);
    expect(checks).toContainEqual(
      expect.objectContaining({
        id: 'canonical',
        about: 'snapshot.json',
        state: tarBytes ? 'unchecked' : 'pass',
      }),
    );
    for (const about of ['attestation', 'signature']) {
      expect(checks).toContainEqual(
        expect.objectContaining({ id: about, state: 'pass' }),
      );
    }
    for (const file of ['requests.json', 'snapshot.json', 'manifest.json']) {
      const where = { bundle: id, file, part: 0 };
      const { content } = await knex('evidence_chunks').where(where).first();
      await knex('evidence_chunks')
        .where(where)
        .update({ content: Buffer.from('[]') });
      expect([file, (await verify()).ok]).toEqual([file, false]);
      await knex('evidence_chunks').where(where).update({ content });
    }
    expect((await verify()).ok).toBe(true);
  });

  it.each([
    ['small', undefined],
    ['large', 1_100_000],
  ])('with the statement of another is told: %s', async (_, tarBytes) => {
    const { get, make, knex } = await start();
    const [id] = (await make({ kind: 'r2-lifecycle' })).bundles;
    const [other] = (await make({ kind: 'token-inventory' })).bundles;
    await knex('evidence_bundles')
      .where({ id })
      .update(tarBytes ? { tar_bytes: tarBytes } : { id });
    const where = { file: 'attestation.json', part: 0 };
    const { content } = await knex('evidence_chunks')
      .where({ ...where, bundle: other })
      .first();
    await knex('evidence_chunks')
      .where({ ...where, bundle: id })
      .update({ content });
    const { body } = await get(`/v1/evidence/${id}/verify`).expect(200);
    expect(body.data.checks).toContainEqual(
      expect.objectContaining({ id: 'attestation', state: 'fail' }),
    );
  });

  it('is verified so often only for one user', async () => {
    const { get, make } = await start();
    const [id] = (await make({ kind: 'token-inventory' })).bundles;
    const path = `/v1/evidence/${id}/verify`;
    for (let times = 0; times < 30; times++) {
      await get(path).expect(200);
    }
    const refused = await get(path);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const other = mockCredentials.user.header('user:default/other');
    await get(path, other).expect(200);
  });

  it('that is changed in the database does not verify, and is not downloaded whole', async () => {
    const { get, make, knex } = await start();
    const { bundles } = await make({ kind: 'r2-lifecycle' });
    const [id] = bundles;
    for (const file of ['snapshot.json', 'manifest.json', 'VERIFY.md']) {
      const where = { bundle: id, file, part: 0 };
      const { content } = await knex('evidence_chunks').where(where).first();
      const changed = Buffer.from(content);
      changed[changed.length - 5] ^= 1;
      await knex('evidence_chunks').where(where).update({ content: changed });
      const { body } = await get(`/v1/evidence/${id}/verify`).expect(200);
      expect([file, body.data.ok]).toEqual([file, false]);
      await expect(get(`/v1/evidence/${id}/bundle`)).rejects.toThrow();
      await knex('evidence_chunks').where(where).update({ content });
    }
    const { body } = await get(`/v1/evidence/${id}/verify`).expect(200);
    expect(body.data.ok).toBe(true);
  });

  it('of which a neighbour in the chain is gone does not verify', async () => {
    const { get, make, knex } = await start();
    const ids: string[] = [];
    for (let round = 0; round < 3; round++) {
      simulator.account.addResource('r2', `acme-evidence-${round}`);
      ids.push(...(await make({ kind: 'r2-lifecycle' })).bundles);
    }
    const isOk = async (id: string) =>
      (await get(`/v1/evidence/${id}/verify`).expect(200)).body.data.ok;
    expect(await Promise.all(ids.map(isOk))).toEqual([true, true, true]);
    await knex('evidence_bundles').where({ id: ids[1] }).delete();
    expect(await isOk(ids[0])).toBe(false);
    expect(await isOk(ids[2])).toBe(false);
  });

  it('that is being made can be cancelled', async () => {
    const { get, post, remove } = await start();
    const undo = simulator.injectFault({
      fault: { type: 'slow-headers', ms: 500 },
    });
    const { body } = await post({ kind: 'inventory' }).expect(202);
    const path = `/v1/evidence/jobs/${body.data.id}`;
    const cancelled = await remove(path).expect(200);
    undo();
    expect(cancelled.body.data.state).toBe('cancelled');
    expect((await get(path)).body.data).toEqual(cancelled.body.data);
    expect((await get('/v1/evidence')).body.data).toEqual([]);
  });

  it('that there is not is a 404', async () => {
    const { get, remove } = await start();
    const id = '6fbd0cb1-6a3c-4a8c-9a0d-4f9f6a3f9f10';
    for (const path of [id, `${id}/bundle`, `${id}/verify`, `jobs/${id}`]) {
      const { status } = await get(`/v1/evidence/${path}`);
      expect([path, status]).toEqual([path, 404]);
    }
    expect((await remove(`/v1/evidence/jobs/${id}`)).status).toBe(404);
    expect((await get('/v1/evidence/nonsense')).status).toBe(400);
  });
});
