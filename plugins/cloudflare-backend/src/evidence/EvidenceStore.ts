import { BundleFileName } from '@cloudflare-backstage/cloudflare-evidence';
import { inTransaction } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';
import { TimeWindow } from '../routing/fields';
import { BundleRow, StreamRow, toWindowRow } from './BundleRow';
import { BundleFilter, BundlePosition, matching } from './bundleFilter';
import { nextTurn } from './digest';

export const BUNDLES = 'evidence_bundles';
export const CHUNKS = 'evidence_chunks';
export const STREAMS = 'evidence_streams';

/** The end of a stream. */
export interface StreamHead {
  /** -1: no bundle yet. */
  seq: number;
  sha256?: string;
}

/** Bundles of evidence that are sealed, and the chains that they are in. */
export class EvidenceStore {
  constructor(private readonly knex: Knex) {}

  async headOf(stream: string): Promise<StreamHead> {
    const row: StreamRow | undefined = await this.knex(STREAMS)
      .where({ stream })
      .first();
    return row && row.head_seq >= 0
      ? { seq: row.head_seq, sha256: row.head_sha256 ?? undefined }
      : { seq: -1 };
  }

  async stream(stream: string): Promise<StreamRow | undefined> {
    return this.knex(STREAMS).where({ stream }).first();
  }

  /** The newest bundle of a stream and a window; of a state, the newest. */
  async newest(
    stream: string,
    window: TimeWindow | undefined,
  ): Promise<BundleRow | undefined> {
    return this.knex(BUNDLES)
      .where({ stream, ...toWindowRow(window) })
      .whereNotNull('seq')
      .orderBy('seq', 'desc')
      .first();
  }

  async bundle(id: string): Promise<BundleRow | undefined> {
    return this.knex(BUNDLES).where({ id }).whereNotNull('seq').first();
  }

  async bundleAt(stream: string, seq: number): Promise<BundleRow | undefined> {
    return this.knex(BUNDLES).where({ stream, seq }).first();
  }

  /** Newest first. */
  async bundles(
    filter: BundleFilter,
    limit: number,
    after?: BundlePosition,
  ): Promise<BundleRow[]> {
    return this.knex(BUNDLES)
      .whereNotNull('seq')
      .where(matching(filter))
      .where(query => {
        if (after) {
          query
            .where('collected_at', '<', after.collectedAt)
            .orWhere({ collected_at: after.collectedAt })
            .andWhere('id', '<', after.id);
        }
      })
      .orderBy([
        { column: 'collected_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
  }

  /** The streams that have or had a bundle, with how many are kept and the newest. */
  async streams(
    accountIds: readonly string[],
  ): Promise<(StreamRow & { length: number; newest?: BundleRow })[]> {
    const rows: StreamRow[] = await this.knex(STREAMS)
      .where('head_seq', '>=', 0)
      .whereIn('account_id', [...accountIds])
      .orderBy('stream');
    const counts: { stream: string; length: string | number }[] =
      await this.knex(BUNDLES)
        .whereNotNull('seq')
        .groupBy('stream')
        .select('stream')
        .count({ length: '*' });
    const lengths = new Map(
      counts.map(({ stream, length }) => [stream, Number(length)]),
    );
    const heads: BundleRow[] = await this.knex(BUNDLES)
      .join(STREAMS, join =>
        join
          .on(`${BUNDLES}.stream`, `${STREAMS}.stream`)
          .andOn(`${BUNDLES}.seq`, `${STREAMS}.head_seq`),
      )
      .whereIn(`${BUNDLES}.account_id`, [...accountIds])
      .select(`${BUNDLES}.*`);
    const newest = new Map(heads.map(row => [row.stream, row]));
    return rows.map(row => ({
      ...row,
      length: lengths.get(row.stream) ?? 0,
      newest: newest.get(row.stream),
    }));
  }

  /** The bytes of a file, one row at a time. */
  async *content(
    bundle: string,
    file: BundleFileName,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    for (let part = 0; ; part++) {
      const row = await this.knex(CHUNKS)
        .where({ bundle, file, part })
        .first('content');
      if (!row) {
        return;
      }
      yield row.content;
      await nextTurn();
    }
  }

  /** Names of the files of a bundle, sorted. */
  async fileNames(bundle: string): Promise<BundleFileName[]> {
    const rows = await this.knex(CHUNKS)
      .where({ bundle, part: 0 })
      .select('file');
    return rows.map(({ file }) => file).sort();
  }

  /** All bytes of a small file; none of one that is not there. */
  async file(bundle: string, file: BundleFileName): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.content(bundle, file)) {
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  /**
   * Removes the bundles of a stream that were collected before a time, as far
   * as no newer one comes before them, and keeps where the chain was cut.
   */
  async cutBefore(stream: string, time: Date): Promise<number> {
    let removed = 0;
    while (await this.cutOldest(stream, time)) {
      removed += 1;
    }
    return removed;
  }

  private async cutOldest(stream: string, time: Date): Promise<boolean> {
    return inTransaction(this.knex, async tx => {
      await tx(STREAMS).where({ stream }).forUpdate().first('stream');
      const oldest: BundleRow | undefined = await tx(BUNDLES)
        .where({ stream })
        .whereNotNull('seq')
        .orderBy('seq')
        .first();
      if (!oldest || oldest.collected_at >= time.toISOString()) {
        return false;
      }
      await tx(CHUNKS).where({ bundle: oldest.id }).delete();
      await tx(BUNDLES).where({ id: oldest.id }).delete();
      await tx(STREAMS).where({ stream }).update({
        cut_seq: oldest.seq,
        cut_sha256: oldest.manifest_sha256,
        cut_at: new Date().toISOString(),
      });
      return true;
    });
  }

  /** Every stream that has or had a bundle. */
  async streamNames(): Promise<string[]> {
    return this.knex(STREAMS).where('head_seq', '>=', 0).pluck('stream');
  }
}
