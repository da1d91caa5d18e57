import { createHash, randomBytes } from 'node:crypto';
import {
  canonicalBytes,
  evidenceTime,
  readEvidence,
  verifyEvidence,
} from '@cloudflare-backstage/cloudflare-evidence';
import { mockServices } from '@backstage/backend-test-utils';
import { databases, openTestDatabase } from './__testUtils__/testDatabases';
import { account, key, testEvidence } from './__testUtils__/testEvidence';
import { EvidenceOrder } from './EvidenceOrder';
import { newSha256 } from './digest';
import { EvidenceStore } from './EvidenceStore';
import { Pseudonyms } from '../redaction/Pseudonyms';
import { FLOOR } from '../redaction/RedactionRules';
import { BundleRow } from './BundleRow';
import { DownloadForm, storedFile } from './storedFiles';

const { signal } = new AbortController();
const state: EvidenceOrder = {
  account,
  kind: 'token-inventory',
  subject: { type: 'account' },
  variant: 'pseudonymous',
};
const log: EvidenceOrder = {
  ...state,
  kind: 'access-audit',
  window: {
    from: new Date('2026-11-20T00:00:00Z'),
    to: new Date('2026-11-21T00:00:00Z'),
  },
};

async function download(
  store: EvidenceStore,
  row: BundleRow,
  form: DownloadForm,
) {
  const logger = mockServices.logger.mock();
  const file = storedFile({ store, logger }, row, form);
  const pieces: Uint8Array[] = [];
  for await (const piece of file.body) {
    pieces.push(piece);
  }
  return { file, bytes: Buffer.concat(pieces) };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe.each(databases.eachSupportedId())('evidence in %s', databaseId => {
  async function start(
    source: Parameters<typeof testEvidence>[1] = {},
    pseudonyms?: Pseudonyms,
  ) {
    const knex = await openTestDatabase(databaseId);
    return { knex, ...testEvidence(knex, source, pseudonyms) };
  }

  it('names the rules by which it was redacted', async () => {
    const secret = 'a key that is long enough';
    const stricter = new Pseudonyms(secret, {
      ...FLOOR,
      emailDomains: new Set<string>(),
    });
    for (const [pseudonyms, policy] of [
      [new Pseudonyms(secret), 'cloudflare-backstage@1'],
      [stricter, `cloudflare-backstage@1+${stricter.rulesId}`],
    ] as const) {
      const { maker, store } = await start({}, pseudonyms);
      const { bytes } = await download(
        store,
        await maker.make(state, { signal }),
        'json',
      );
      expect(JSON.parse(bytes.toString()).snapshot.redaction.policy).toBe(
        policy,
      );
    }
  });

  it('is sealed in files whose digests and sizes are known, and verify', async () => {
    const { store, maker } = await start({
      events: [
        {
          id: 'a',
          occurredAt: '2026-11-20T01:00:00Z',
          actor: 'a@acme.example',
        },
        { id: 'b', occurredAt: '2026-11-20T02:00:00Z' },
        { id: 'c', occurredAt: '2026-11-21T00:00:00Z' },
      ],
    });
    const row = await maker.make(log, { signal });
    expect(row).toMatchObject({ seq: 0, state: 'complete', records: 2 });
    for (const form of ['tar', 'json'] as const) {
      const { file, bytes } = await download(store, row, form);
      expect([form, bytes.length]).toEqual([form, file.bytes]);
      expect([form, sha256(bytes)]).toEqual([form, file.sha256]);
      const files = readEvidence(bytes);
      const report = await verifyEvidence(files, {
        sha256: newSha256,
        publicKey: key.publicKey,
        document: form === 'json',
      });
      expect(report.checks.filter(check => check.state === 'fail')).toEqual([]);
      expect(report.checks).toContainEqual(
        expect.objectContaining({ id: 'signature', state: 'pass' }),
      );
      const manifest = JSON.parse(
        Buffer.from(files.get('manifest.json')!).toString(),
      );
      expect(manifest).toMatchObject({
        stream: `${account.accountId}/access-audit/account/pseudonymous`,
        seq: 0,
        snapshotSha256: row.snapshot_sha256,
        collectedAt: evidenceTime(row.collected_at),
        collector: { name: 'test', version: '1.0.0' },
        credential: {},
      });
    }
    const { bytes, file } = await download(store, row, 'json');
    const document = JSON.parse(bytes.toString());
    expect(sha256(canonicalBytes(document.snapshot))).toBe(
      document.manifest.snapshotSha256,
    );
    expect(document.snapshot.redaction.removed).toEqual({ actor: 1 });
    expect(bytes.toString()).not.toContain('a@acme.example');
    expect(file.fileName).toBe(
      `access-audit_account_20261120T000000Z_20261121T000000Z_${row.snapshot_sha256.slice(
        0,
        12,
      )}.json`,
    );
  });

  it('has the same snapshot in another installation, and a tar of sorted files', async () => {
    const [one, other] = [await start(), await start()];
    const first = await one.maker.make(state, { signal });
    const second = await other.maker.make(state, { signal });
    expect(second.snapshot_sha256).toBe(first.snapshot_sha256);
    const { bytes } = await download(one.store, first, 'tar');
    expect([...readEvidence(bytes).keys()]).toEqual([
      'SHA256SUMS',
      'VERIFY.md',
      'attestation.json',
      'manifest.json',
      'requests.json',
      'snapshot.json',
    ]);
  });

  it('of many megabytes is written in rows, and read in the same bytes', async () => {
    const events = Array.from({ length: 3000 }, (_, i) => ({
      id: `${String(i).padStart(5, '0')}-${'x'.repeat(500)}`,
    }));
    const { store, maker, knex } = await start({ events });
    const row = await maker.make(state, { signal });
    const parts = await knex('evidence_chunks')
      .where({ bundle: row.id, file: 'snapshot.json' })
      .orderBy('part');
    expect(parts.length).toBeGreaterThan(4);
    expect(parts.map(({ part }) => part)).toEqual(parts.map((_, i) => i));
    for (const form of ['tar', 'json'] as const) {
      const { file, bytes } = await download(store, row, form);
      expect(sha256(bytes)).toBe(file.sha256);
    }
  });

  it('that is there already is the answer, and nothing is written', async () => {
    const { maker, source, knex } = await start();
    const first = await maker.make(state, { signal });
    const second = await maker.make(state, { signal });
    expect(second.id).toBe(first.id);
    expect(source.collections).toBe(2);
    source.events.push({ id: 'c' });
    const third = await maker.make(state, { signal });
    expect(third.seq).toBe(1);
    // The head decides of a state: what was before has come back.
    source.events.pop();
    const fourth = await maker.make(state, { signal });
    expect(fourth).toMatchObject({
      seq: 2,
      snapshot_sha256: first.snapshot_sha256,
    });
    expect(await knex('evidence_bundles').pluck('seq')).toEqual([0, 1, 2]);
  });

  it('of a whole log is never read again, of a partial one until it is whole', async () => {
    const { maker, source } = await start({
      gaps: [{ reason: 'unavailable' }],
    });
    const partial = await maker.make(log, { signal });
    expect(partial.state).toBe('partial');
    expect((await maker.make(log, { signal })).id).toBe(partial.id);
    expect(source.collections).toBe(2);
    source.gaps.length = 0;
    const whole = await maker.make(log, { signal });
    expect(whole).toMatchObject({ seq: 1, state: 'complete' });
    source.events.push({ id: 'late' });
    expect((await maker.make(log, { signal })).id).toBe(whole.id);
    expect(source.collections).toBe(3);
  });

  it('of which nothing can be read now fails, and is sealed when that is final', async () => {
    const { maker, source, knex } = await start({ events: [] });
    source.unread = {
      kind: 'forbidden',
      message: 'The API token lacks a permission',
      permission: 'Access: Audit Logs Read',
    };
    source.gaps.push({ reason: 'forbidden' });
    for (const order of [log, state]) {
      await expect(maker.make(order, { signal })).rejects.toMatchObject({
        name: 'CloudflareApiError',
        problem: source.unread,
      });
    }
    expect(await knex('evidence_bundles')).toEqual([]);
    const final = await maker.make(log, { signal, evenUnread: true });
    expect(final).toMatchObject({ state: 'partial', records: 0 });
    // It holds nothing that would be an answer to who asks.
    await expect(maker.make(log, { signal })).rejects.toThrow('lacks');
  });

  it('of a past time never tells less than before', async () => {
    const gap = (to: string) => ({
      from: '2026-11-20T00:00:00Z',
      to: `2026-11-20T${to}:00:00Z`,
      reason: 'not-supported',
    });
    const { maker, source } = await start({ gaps: [gap('05')] });
    const first = await maker.make(log, { signal });
    expect(first).toMatchObject({ state: 'partial', records: 2 });
    const answered = async () => (await maker.make(log, { signal })).id;
    source.gaps[0] = gap('06');
    expect(await answered()).toBe(first.id);
    const [one, two] = source.events;
    source.events = [one];
    source.gaps[0] = gap('04');
    expect(await answered()).toBe(first.id);
    source.events = [];
    source.unread = { kind: 'unavailable', message: 'It cannot be read' };
    expect(await answered()).toBe(first.id);
    delete source.unread;
    source.events = [one, two];
    expect(await answered()).not.toBe(first.id);
    // What was read as a whole is the truth, however much it is.
    source.events = [one];
    source.gaps.length = 0;
    const whole = await maker.make(log, { signal });
    expect(whole).toMatchObject({ seq: 2, state: 'complete', records: 1 });
    // Of a state, it is as it is.
    source.events = [one, two];
    source.gaps.push({ reason: 'unavailable' });
    const before = await maker.make(state, { signal });
    source.events = [];
    expect((await maker.make(state, { signal })).id).not.toBe(before.id);
  });

  it('of subjects and variants goes into streams of their own', async () => {
    const { maker, store } = await start();
    const bucket = (name: string) =>
      maker.make({ ...state, subject: { type: 'r2', name } }, { signal });
    const one = await bucket('events');
    expect((await bucket('default:events')).id).toBe(one.id);
    expect((await bucket('eu:events')).seq).toBe(0);
    await maker.make({ ...state, variant: 'personal' }, { signal });
    const streams = await store.streams([account.accountId]);
    expect(streams.map(({ stream, length }) => [stream, length])).toEqual([
      [`${account.accountId}/token-inventory/account/personal`, 1],
      [`${account.accountId}/token-inventory/r2%3Aeu%3Aevents/pseudonymous`, 1],
      [`${account.accountId}/token-inventory/r2%3Aevents/pseudonymous`, 1],
    ]);
  });

  it('whose bytes were changed is not answered whole', async () => {
    const { knex, maker, store } = await start({
      events: [{ id: randomBytes(8).toString('hex') }],
    });
    const row = await maker.make(state, { signal });
    const where = { bundle: row.id, file: 'snapshot.json', part: 0 };
    const { content } = await knex('evidence_chunks').where(where).first();
    content[content.length - 1] ^= 1;
    await knex('evidence_chunks').where(where).update({ content });
    for (const form of ['tar', 'json'] as const) {
      await expect(download(store, row, form)).rejects.toThrow('changed');
    }
  });
});
