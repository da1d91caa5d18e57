import { Readable } from 'node:stream';
import {
  BundleFileName,
  EvidenceWindow,
  tarHeader,
} from '@cloudflare-backstage/cloudflare-evidence';
import { pack, Pack } from 'tar-stream';

/** A file as it goes into a tar. */
export interface TarFile {
  name: BundleFileName;
  bytes: number;
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The bytes of a tar of files in their order: the same wherever it is made. */
export async function* tarPieces(
  files: readonly TarFile[],
  window: EvidenceWindow | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const tar = pack();
  const filled = fill(tar, files, window).catch(error => tar.destroy(error));
  try {
    for await (const piece of tar) {
      yield piece as Uint8Array;
    }
    await filled;
  } finally {
    // Whoever takes no more lets go of the content as well.
    tar.destroy(new Error('Not wanted any more'));
  }
}

async function fill(
  tar: Pack,
  files: readonly TarFile[],
  window: EvidenceWindow | undefined,
): Promise<void> {
  for (const { name, bytes, content } of files) {
    await new Promise<void>((resolve, reject) => {
      const entry = tar.entry(tarHeader(name, bytes, window), error =>
        error ? reject(error) : resolve(),
      );
      // What goes wrong with the entry, its callback tells.
      entry.on('error', () => {});
      Readable.from(content)
        .on('error', error => entry.destroy(error))
        .pipe(entry);
    });
  }
  tar.finalize();
}
