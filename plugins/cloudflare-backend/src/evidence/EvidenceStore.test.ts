import { verifyChain } from '@cloudflare-backstage/cloudflare-evidence';
import { databases, openTestDatabase } from './__testUtils__/testDatabases';
import { account, testEvidence } from './__testUtils__/testEvidence';
import { newSha256 } from './digest';
import { EvidenceOrder } from './EvidenceOrder';

const { signal } = new AbortController();
const state: EvidenceOrder = {
  account,
  kind: 'token-inventory',
  subject: { type: 'account' },
  variant: 'pseudonymous',
};

/** What the database takes of time goes on while the clock is set. */
const NOT_FAKED = [
  'setImmediate',
  'nextTick',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'queueMicrotask',
  'performance',
  'hrtime',
] as const;

describe.each(databases.eachSupportedId())('a chain in %s', databaseId => {
  async function start(source: Parameters<typeof testEvidence>[1] = {}) {
    const knex = await openTestDatabase(databaseId);
    return { knex, ...testEvidence(knex, source) };
  }

  it('has no fork, however many write to it at once', async () => {
    const { knex } = await start();
    const writers = Array.from({ length: 8 }, (_, i) =>
      testEvidence(knex, { events: [{ id: `writer-${i}` }] }),
    );
    const rows = await Promise.all(
      writers.map(({ maker }) => maker.make(state, { signal })),
    );
    expect(rows.map(({ seq }) => seq).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const { store } = writers[0];
    const links = await Promise.all(
      rows.map(async ({ id }) => ({
        manifest: await store.file(id, 'manifest.json'),
      })),
    );
    const head = await store.headOf(rows[0].stream);
    const report = verifyChain(links, {
      sha256: newSha256,
      head: { seq: head.seq, sha256: head.sha256! },
    });
    expect(report.ok).toBe(true);
    expect(await knex('evidence_bundles').where({ seq: null })).toEqual([]);
  });

  it('has one bundle of what several write at once', async () => {
    const { knex } = await start();
    const rows = await Promise.all(
      Array.from({ length: 4 }, () =>
        testEvidence(knex).maker.make(state, { signal }),
      ),
    );
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
    expect(await knex('evidence_bundles').select('seq')).toEqual([{ seq: 0 }]);
    const chunks = await knex('evidence_chunks').distinct('bundle');
    expect(chunks).toEqual([{ bundle: rows[0].id }]);
  });

  it('does not have a bundle whose process ended before it was sealed', async () => {
    const { knex, maker, store, drafts } = await start();
    jest
      .spyOn(drafts, 'commit')
      .mockRejectedValueOnce(new Error('The process ended'));
    jest
      .spyOn(drafts, 'remove')
      .mockRejectedValueOnce(new Error('The process ended'));
    await expect(maker.make(state, { signal })).rejects.toThrow('ended');
    expect(await knex('evidence_chunks')).not.toEqual([]);
    const [{ id, stream }] = await knex('evidence_bundles');
    expect(await store.bundle(id)).toBeUndefined();
    expect(await store.streams([account.accountId])).toEqual([]);
    expect(await store.newest(stream, undefined)).toBeUndefined();
    expect(await drafts.removeBefore(new Date(Date.now() - 60_000))).toBe(0);
    expect(await drafts.removeBefore(new Date(Date.now() + 1))).toBe(1);
    expect(await knex('evidence_chunks')).toEqual([]);
    const row = await maker.make(state, { signal });
    expect(row.seq).toBe(0);
    expect(await drafts.removeBefore(new Date(Date.now() + 1))).toBe(0);
    expect(await store.bundle(row.id)).toBeDefined();
  });

  it('is as it was when the making is ended, wherever it is', async () => {
    const { knex, maker, source } = await start();
    const controller = new AbortController();
    source.before = async () => controller.abort(new Error('Ended'));
    const options = { signal: controller.signal };
    await expect(maker.make(state, options)).rejects.toThrow('Ended');
    source.before = undefined;
    await expect(maker.make(state, options)).rejects.toThrow('Ended');
    expect(await knex('evidence_bundles')).toEqual([]);
    expect(await knex('evidence_chunks')).toEqual([]);
  });

  it('goes on by number when the clock goes backwards', async () => {
    const { maker, source, store } = await start();
    const first = await maker.make(state, { signal });
    source.events.push({ id: 'c' });
    jest.useFakeTimers({
      now: Date.now() - 3_600_000,
      doNotFake: [...NOT_FAKED],
    });
    const second = await maker
      .make(state, { signal })
      .finally(() => jest.useRealTimers());
    expect(second.seq).toBe(1);
    expect(second.collected_at < first.collected_at).toBe(true);
    expect((await store.newest(first.stream, undefined))?.id).toBe(second.id);
    source.events.push({ id: 'd' });
    expect((await maker.make(state, { signal })).seq).toBe(2);
  });

  it('is cut from its oldest end alone, and tells where', async () => {
    const { knex, maker, source, store } = await start();
    const rows = [await maker.make(state, { signal })];
    for (const id of ['c', 'd', 'e']) {
      source.events.push({ id });
      rows.push(await maker.make(state, { signal }));
    }
    const [{ stream }] = rows;
    const collectedAt = [
      '2026-01-01',
      '2026-01-02',
      '2026-03-01',
      '2026-01-03',
    ];
    for (const [seq, day] of collectedAt.entries()) {
      await knex('evidence_bundles')
        .where({ seq })
        .update({ collected_at: `${day}T00:00:00.000Z` });
    }
    const february = new Date('2026-02-01T00:00:00Z');
    // The last one is old, too, but a newer one comes before it.
    expect(await store.cutBefore(stream, february)).toBe(2);
    expect(await knex('evidence_bundles').orderBy('seq').pluck('seq')).toEqual([
      2, 3,
    ]);
    expect(await store.stream(stream)).toMatchObject({
      head_seq: 3,
      head_sha256: rows[3].manifest_sha256,
      cut_seq: 1,
      cut_sha256: rows[1].manifest_sha256,
    });
    const kept = await knex('evidence_chunks')
      .distinct('bundle')
      .pluck('bundle');
    expect(kept.sort()).toEqual([rows[2].id, rows[3].id].sort());
    expect(await store.cutBefore(stream, february)).toBe(0);

    // What is cut off whole goes on where it ended.
    expect(await store.cutBefore(stream, new Date('2027-01-01'))).toBe(2);
    const [chain] = await store.streams([account.accountId]);
    expect(chain).toMatchObject({ length: 0, head_seq: 3, cut_seq: 3 });
    const next = await maker.make(state, { signal });
    expect(next.seq).toBe(4);
    const manifest = await store.file(next.id, 'manifest.json');
    expect(JSON.parse(manifest.toString()).prev).toBe(rows[3].manifest_sha256);
  });
});
