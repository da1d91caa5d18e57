import { RecordedRequest } from '@cloudflare-backstage/cloudflare-client';
import {
  canonicalJson,
  compareRecords,
  EvidenceRecord,
} from '@cloudflare-backstage/cloudflare-evidence';
import { inTransaction } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';
import {
  changeCoverage,
  COVERAGE,
  coverageOfRows,
  CoverageRow,
} from './coverageRows';
import { Interval, merged, without } from './intervals';

const RECORDS = 'evidence_log_records';
const REQUESTS = 'evidence_log_requests';
/** Databases bound the number of values in a statement. */
const ROWS_AT_ONCE = 100;
const READ_AT_ONCE = 500;
const MS_PER_SECOND = 1000;

/** A record as it is kept. */
export interface StoredRecord {
  record: EvidenceRecord & { occurredAt: string };
  /** What was taken out of it, by path. */
  removed: Record<string, number>;
}

/**
 * Captured records of logs, the requests that they come from, and which times
 * they cover. A log is named by its
 * account, kind, variant, and the key of its pseudonyms: records with others
 * tell of other people.
 */
export class LogStore {
  constructor(private readonly knex: Knex) {}

  /** A record that is there already, or comes twice, stays one. */
  async add(log: string, records: readonly StoredRecord[]): Promise<void> {
    const byId = new Map(records.map(stored => [stored.record.id, stored]));
    const rows = [...byId.values()].map(({ record, removed }) => ({
      log,
      id: record.id,
      occurred_at: Date.parse(record.occurredAt),
      body: canonicalJson(record),
      removed: JSON.stringify(removed),
      stored_at: Date.now(),
    }));
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
      await this.knex(RECORDS)
        .insert(rows.slice(start, start + ROWS_AT_ONCE))
        .onConflict(['log', 'id'])
        .merge(['occurred_at', 'body', 'removed', 'stored_at']);
    }
  }

  /** Keeps the requests by which a time of the log was read, or was not. */
  async addRequests(
    log: string,
    { from, to }: Interval,
    requests: readonly RecordedRequest[],
  ): Promise<void> {
    const rows = requests.map(request => ({
      log,
      from_time: from,
      to_time: to,
      answered_at: Date.parse(request.at),
      body: JSON.stringify(request),
    }));
    await inTransaction(this.knex, async transaction => {
      await transaction.batchInsert(REQUESTS, rows, ROWS_AT_ONCE);
    });
  }

  /** The requests for times that overlap one, in the order of their answers. */
  async requests(log: string, interval: Interval): Promise<RecordedRequest[]> {
    const rows: { body: string }[] = await this.requestsFor(log, interval)
      .orderBy(['answered_at', 'id'])
      .select('body');
    return rows.map(({ body }) => JSON.parse(body));
  }

  /** Says that the log was read completely for a time. */
  async cover(log: string, interval: Interval, readAt: number): Promise<void> {
    await this.alone(log, transaction =>
      changeCoverage(transaction, log, readAt, covered =>
        merged([...covered, interval]),
      ),
    );
  }

  /** The times that were read, and when the last of them was. */
  async coverage(
    log: string,
  ): Promise<{ covered: Interval[]; readAt?: number }> {
    return coverageOfRows(
      await this.knex<CoverageRow>(COVERAGE).where({ log }),
    );
  }

  /**
   * The records of a time, in the order of snapshots, and the times that were
   * read, as both are at one moment. Records that come while they are read are
   * not among them.
   */
  async records(
    log: string,
    interval: Interval,
  ): Promise<{
    covered: Interval[];
    count: number;
    records: AsyncIterable<StoredRecord>;
  }> {
    return this.alone(log, async transaction => {
      const coverage = await transaction<CoverageRow>(COVERAGE).where({ log });
      const rows: { id: string; occurred_at: number | string }[] =
        await recordsIn(transaction, log, interval)
          .orderBy('occurred_at')
          .select('id', 'occurred_at');
      const index = rows.map(({ id, occurred_at }) => ({
        id,
        second: Math.floor(Number(occurred_at) / MS_PER_SECOND),
      }));
      return {
        covered: coverageOfRows(coverage).covered,
        count: index.length,
        records: this.read(log, index),
      };
    });
  }

  private async *read(
    log: string,
    index: readonly { id: string; second: number }[],
  ): AsyncGenerator<StoredRecord> {
    let start = 0;
    while (start < index.length) {
      let end = Math.min(start + READ_AT_ONCE, index.length);
      // Within a second the order is that of texts, which databases collate.
      while (index[end]?.second === index[end - 1].second) {
        end++;
      }
      const found: StoredRecord[] = [];
      for (let i = start; i < end; i += READ_AT_ONCE) {
        const ids = index
          .slice(i, Math.min(i + READ_AT_ONCE, end))
          .map(({ id }) => id);
        const rows: { body: string; removed: string }[] = await this.knex(
          RECORDS,
        )
          .where({ log })
          .whereIn('id', ids)
          .select('body', 'removed');
        for (const { body, removed } of rows) {
          found.push({
            record: JSON.parse(body),
            removed: JSON.parse(removed),
          });
        }
      }
      yield* found.sort((a, b) => compareRecords(a.record, b.record));
      start = end;
    }
  }

  /**
   * Forgets the records of a time, and that it was read. Requests for more than
   * that time stay, since what else they gave may be kept.
   */
  async remove(log: string, interval: Interval): Promise<void> {
    await this.alone(log, async transaction => {
      await changeCoverage(transaction, log, undefined, covered =>
        without(covered, [interval]),
      );
      await recordsIn(transaction, log, interval).delete();
      await transaction(REQUESTS)
        .where({ log })
        .where('from_time', '>=', interval.from)
        .where('to_time', '<=', interval.to)
        .delete();
    });
  }

  /** When a record of a time, or a request for it, was stored last. */
  async lastStored(
    log: string,
    interval: Interval,
  ): Promise<number | undefined> {
    const lasts: { last?: number | string | null }[] = [
      ...(await recordsIn(this.knex, log, interval).max({ last: 'stored_at' })),
      ...(await this.requestsFor(log, interval).max({ last: 'answered_at' })),
    ];
    const times = lasts.flatMap(({ last }) => last ?? []).map(Number);
    return times.length > 0 ? Math.max(...times) : undefined;
  }

  /** The logs that are kept, of which the names begin so. */
  async logs(prefix: string): Promise<{ log: string; interval: Interval }[]> {
    const spans = new Map<string, Interval>();
    const widen = (log: string, from: number, to: number) => {
      const span = spans.get(log) ?? { from, to };
      spans.set(log, {
        from: Math.min(span.from, from),
        to: Math.max(span.to, to),
      });
    };
    const pattern = `${prefix}%`;
    const recorded: { log: string; first: number; last: number }[] =
      await this.knex(RECORDS)
        .where('log', 'like', pattern)
        .groupBy('log')
        .select('log')
        .min({ first: 'occurred_at' })
        .max({ last: 'occurred_at' });
    recorded.forEach(({ log, first, last }) =>
      widen(log, Number(first), Number(last) + 1),
    );
    for (const table of [COVERAGE, REQUESTS]) {
      const read: Pick<CoverageRow, 'log' | 'from_time' | 'to_time'>[] =
        await this.knex(table)
          .where('log', 'like', pattern)
          .distinct('log', 'from_time', 'to_time');
      read.forEach(({ log, from_time, to_time }) =>
        widen(log, Number(from_time), Number(to_time)),
      );
    }
    return [...spans].map(([log, interval]) => ({ log, interval }));
  }

  private requestsFor(log: string, { from, to }: Interval) {
    return this.knex(REQUESTS)
      .where({ log })
      .where('from_time', '<', to)
      .where('to_time', '>', from);
  }

  /** Nobody else removes or covers anything of the log meanwhile. */
  private alone<T>(
    log: string,
    work: (transaction: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.knex, async transaction => {
      // A log that nothing covers yet has no row that could be locked. Backstage
      // opens SQLite by one connection, of which transactions come in turn.
      if (transaction.client.dialect === 'postgresql') {
        await transaction.raw(
          'select pg_advisory_xact_lock(hashtext(?), hashtext(?))',
          [COVERAGE, log],
        );
      }
      return work(transaction);
    });
  }
}

function recordsIn(knex: Knex, log: string, { from, to }: Interval) {
  return knex(RECORDS)
    .where({ log })
    .where('occurred_at', '>=', from)
    .where('occurred_at', '<', to);
}
