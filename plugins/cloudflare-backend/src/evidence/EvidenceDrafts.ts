import { randomUUID } from 'node:crypto';
import { BundleFileName } from '@cloudflare-backstage/cloudflare-evidence';
import { inTransaction } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';
import { TimeWindow } from '../routing/fields';
import {
  BundleRow,
  IdentityRow,
  StreamIdentity,
  toIdentityRow,
  toWindowRow,
} from './BundleRow';
import { FileDigest, newSha256, nextTurn } from './digest';
import { BUNDLES, CHUNKS, STREAMS, StreamHead } from './EvidenceStore';

/** Bytes of a row: few enough for one statement, many enough to be few rows. */
const CHUNK_BYTES = 256 * 1024;

/** What is known of a bundle only when it is sealed. */
export type SealedColumns = Omit<
  BundleRow,
  'id' | 'stream' | 'window_from' | 'window_to' | keyof IdentityRow
>;

/** Bundles that are being made, until they are in their chains. */
export class EvidenceDrafts {
  constructor(private readonly knex: Knex) {}

  /** Begins a bundle that nobody sees before it is committed. */
  async create(
    stream: string,
    identity: StreamIdentity,
    window: TimeWindow | undefined,
  ): Promise<string> {
    const row = toIdentityRow(identity);
    await this.knex(STREAMS)
      .insert({ stream, ...row, head_seq: -1 })
      .onConflict('stream')
      .ignore();
    const id = randomUUID();
    await this.knex(BUNDLES).insert({
      id,
      stream,
      ...row,
      ...toWindowRow(window),
      touched_at: new Date().toISOString(),
    });
    return id;
  }

  /** Adds a file to a draft, piece by piece as it comes. */
  async writeFile(
    draft: string,
    file: BundleFileName,
    pieces: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<FileDigest> {
    const hash = newSha256();
    let bytes = 0;
    let part = 0;
    let waiting: Uint8Array[] = [];
    let waitingBytes = 0;
    const flush = async () => {
      await this.insertChunk(draft, file, part, Buffer.concat(waiting));
      part += 1;
      waiting = [];
      waitingBytes = 0;
    };
    for await (const piece of pieces) {
      signal.throwIfAborted();
      hash.update(piece);
      bytes += piece.byteLength;
      waiting.push(piece);
      waitingBytes += piece.byteLength;
      if (waitingBytes >= CHUNK_BYTES) {
        await flush();
      }
      await nextTurn();
    }
    await flush();
    return { sha256: hash.digest(), bytes };
  }

  private async insertChunk(
    draft: string,
    file: BundleFileName,
    part: number,
    content: Buffer,
  ) {
    const touched = await this.knex(BUNDLES)
      .where({ id: draft, seq: null })
      .update({ touched_at: new Date().toISOString() });
    if (touched === 0) {
      throw new Error('The draft of the evidence was removed');
    }
    await this.knex(CHUNKS).insert({ bundle: draft, file, part, content });
  }

  /**
   * Makes a draft the next bundle of its stream, for ever.
   *
   * @returns false when another bundle was faster, and nothing was written
   */
  async commit(
    draft: { id: string; stream: string },
    after: StreamHead,
    sealed: SealedColumns,
    files: readonly { name: BundleFileName; content: Uint8Array }[],
  ): Promise<boolean> {
    return inTransaction(this.knex, async tx => {
      // Takes the row for this transaction, and only one can find it as it was.
      const moved = await tx(STREAMS)
        .where({ stream: draft.stream, head_seq: after.seq })
        .update({
          head_seq: sealed.seq,
          head_sha256: sealed.manifest_sha256,
          head_at: sealed.collected_at,
        });
      if (moved === 0) {
        return false;
      }
      for (const { name, content } of files) {
        const bytes = Buffer.from(content);
        const parts = Math.max(1, Math.ceil(bytes.length / CHUNK_BYTES));
        for (let part = 0; part < parts; part++) {
          await tx(CHUNKS).insert({
            bundle: draft.id,
            file: name,
            part,
            content: bytes.subarray(
              part * CHUNK_BYTES,
              (part + 1) * CHUNK_BYTES,
            ),
          });
        }
      }
      const kept = await tx(BUNDLES)
        .where({ id: draft.id, seq: null })
        .update(sealed);
      if (kept === 0) {
        throw new Error('The draft of the evidence was removed');
      }
      return true;
    });
  }

  /** Removes a draft, if it still is one. */
  async remove(id: string): Promise<void> {
    await inTransaction(this.knex, async tx => {
      if (await tx(BUNDLES).where({ id, seq: null }).delete()) {
        await tx(CHUNKS).where({ bundle: id }).delete();
      }
    });
  }

  /** Removes what processes left behind that ended before they committed. */
  async removeBefore(time: Date): Promise<number> {
    const left = await this.knex(BUNDLES)
      .where({ seq: null })
      .where('touched_at', '<', time.toISOString())
      .select('id');
    for (const { id } of left) {
      await this.remove(id);
    }
    return left.length;
  }
}
