import fc from 'fast-check';
import {
  bytesOf,
  logIns,
  piecesOf,
  sha256Of,
  snapshotOf,
} from './__testUtils__/bundles';
import {
  canonicalBytes,
  compareRecords,
  EvidenceRecord,
  snapshotPieces,
} from './index';

/** Records as an upstream gives them, page by page. */
async function* inPages(records: EvidenceRecord[], size: number) {
  for (let at = 0; at < records.length; at += size) {
    await null;
    yield* records.slice(at, at + size);
  }
}

describe('snapshotPieces', () => {
  it.each([0, 1, 2, 1_000])(
    'gives the canonical bytes of a snapshot of %p records',
    async count => {
      const snapshot = snapshotOf(logIns(count));
      const expected = canonicalBytes(snapshot);
      expect(await bytesOf(piecesOf(snapshot))).toEqual(Buffer.from(expected));
      const { window, ...state } = snapshot;
      expect(await bytesOf(piecesOf(state))).toEqual(
        Buffer.from(canonicalBytes(state)),
      );
    },
  );

  it('has the same digest whatever the order, the pages and the keys', async () => {
    const records = logIns(40).concat(
      { id: 'b' },
      { id: 'a' },
      { id: 'ab', occurredAt: '2026-11-01T00:00:00.5Z' },
    );
    const inOrder = [...records].sort(compareRecords);
    const expected = sha256Of(canonicalBytes(snapshotOf(inOrder)));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(records, { minLength: records.length }),
        fc.integer({ min: 1, max: 50 }),
        async (shuffled, size) => {
          const sorted = shuffled
            .map(
              record =>
                Object.fromEntries(
                  Object.entries(record).reverse(),
                ) as EvidenceRecord,
            )
            .sort(compareRecords);
          const bytes = await bytesOf(
            piecesOf(snapshotOf(sorted), inPages(sorted, size)),
          );
          expect(sha256Of(bytes)).toBe(expected);
        },
      ),
    );
  });

  it('puts records without a time first, and compares code units', () => {
    const ids = ['\ufb33', '\ud83d\ude00', 'Z', 'a'].map(id => ({ id }));
    const dated = { id: '0', occurredAt: '2026-11-01T00:00:00Z' };
    expect([dated, ...ids].sort(compareRecords).map(({ id }) => id)).toEqual([
      'Z',
      'a',
      '\ud83d\ude00',
      '\ufb33',
      '0',
    ]);
  });

  it('gives pieces of about 64 KB, and asks for the redaction at the end', async () => {
    const snapshot = snapshotOf(
      logIns(2_000).concat({
        id: 'z',
        occurredAt: '2026-11-02T00:00:00Z',
        long: 'ü–'.repeat(100_000),
      }),
    );
    let given = 0;
    let askedAfter = 0;
    const records = (function* count() {
      for (const record of snapshot.records) {
        given += 1;
        yield record;
      }
    })();
    const pieces: Uint8Array[] = [];
    for await (const piece of snapshotPieces(snapshot, records, () => {
      askedAfter = given;
      return snapshot.redaction;
    })) {
      pieces.push(piece);
    }
    expect(askedAfter).toBe(2_001);
    expect(Buffer.concat(pieces)).toEqual(
      Buffer.from(canonicalBytes(snapshot)),
    );
    const sizes = pieces.map(({ length }) => length);
    expect(sizes.filter(size => size > 64 * 1024)).toHaveLength(1);
    expect(sizes.filter(size => size < 60 * 1024).length).toBeLessThan(4);
  });

  const [first, second] = logIns(2);
  it.each<[string, unknown[], string]>([
    ['out of order', [second, first], 'records[1]'],
    ['twice there', [first, { ...first }], 'records[1].id'],
    [
      'twice there at different times',
      [first, { ...second, id: first.id }],
      'records[1].id',
    ],
    ['without an id', [{ occurredAt: first.occurredAt }], 'records[0].id'],
    ['no object', [null], 'records[0]'],
    [
      'with a time of another form',
      [{ ...first, occurredAt: '2026-11-01T00:00:00.000Z' }],
      'records[0].occurredAt',
    ],
    [
      'with a value that evidence cannot hold',
      [first, { ...second, actor: { score: 0.5 } }],
      'records[1].actor.score',
    ],
  ])('refuses a record that is %s', async (_, records, path) => {
    const snapshot = snapshotOf(records as EvidenceRecord[]);
    await expect(bytesOf(piecesOf(snapshot))).rejects.toMatchObject({
      name: 'EvidenceProfileError',
      path,
    });
  });

  it('refuses more or fewer records than it tells of', async () => {
    const snapshot = snapshotOf(logIns(3));
    for (const records of [logIns(2), logIns(4), inPages(logIns(4), 2)]) {
      await expect(bytesOf(piecesOf(snapshot, records))).rejects.toMatchObject({
        path: 'completeness.records',
      });
    }
  });
});
