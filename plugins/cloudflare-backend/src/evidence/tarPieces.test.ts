import { tarPieces } from './tarPieces';
import { digestOf } from './digest';

const content = Buffer.from('the bytes of a file');

function tarOf(pieces: Iterable<Uint8Array>, bytes = content.length) {
  return tarPieces(
    [
      { name: 'manifest.json', bytes: 0, content: [] },
      { name: 'snapshot.json', bytes, content: pieces },
    ],
    { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' },
  );
}

describe('tarPieces', () => {
  it('are the same bytes wherever and with whatever version they are made', async () => {
    // Digests of tars are kept: should this one change, stored evidence would
    // no longer be what was sealed.
    expect(await digestOf(tarOf([content]))).toEqual({
      bytes: 2560,
      sha256:
        '860c32ef16c99a70887254b0364e216b352eb339fe035772efd4486b677a3740',
    });
    const inPieces = [content.subarray(0, 3), content.subarray(3)];
    expect(await digestOf(tarOf(inPieces))).toEqual(
      await digestOf(tarOf([content])),
    );
  });

  it('fail when a file is shorter, longer, or cannot be read', async () => {
    await expect(digestOf(tarOf([content], 5))).rejects.toThrow();
    await expect(digestOf(tarOf([content], 500))).rejects.toThrow('Size');
    const broken = {
      *[Symbol.iterator]() {
        yield content;
        throw new Error('It cannot be read');
      },
    };
    await expect(digestOf(tarOf(broken))).rejects.toThrow('cannot be read');
  });

  it('can be left in the middle', async () => {
    const endless = {
      *[Symbol.iterator]() {
        for (;;) {
          yield Buffer.alloc(65_536);
        }
      },
    };
    const pieces = tarOf(endless, 2 ** 30);
    let taken = 0;
    for await (const piece of pieces) {
      taken += piece.byteLength;
      if (taken > 200_000) {
        break;
      }
    }
    expect(await pieces.next()).toEqual({ done: true, value: undefined });
  });
});
