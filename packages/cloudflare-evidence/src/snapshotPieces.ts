import { canonicalJson, EvidenceProfileError } from './canonicalJson';
import { isEvidenceTime } from './evidenceTime';
import { EvidenceRecord, EvidenceRedaction, EvidenceSnapshot } from './types';

/** Bytes of a piece, save for a record that is longer by itself. */
const PIECE = 64 * 1024;
/** Of a UTF-16 code unit, in UTF-8. */
const MOST_BYTES_OF_A_CHARACTER = 3;

/**
 * What is known of a snapshot before its records.
 *
 * @public
 */
export type EvidenceSnapshotHead = Pick<
  EvidenceSnapshot,
  'kind' | 'subject' | 'window' | 'completeness'
>;

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/**
 * The order of records in a snapshot: by time, those without one first, then by
 * id, both by UTF-16 code units.
 *
 * @public
 */
export function compareRecords(
  a: Pick<EvidenceRecord, 'id' | 'occurredAt'>,
  b: Pick<EvidenceRecord, 'id' | 'occurredAt'>,
): number {
  return (
    compareText(a.occurredAt ?? '', b.occurredAt ?? '') ||
    compareText(a.id, b.id)
  );
}

/** Checks records one by one as they come. */
export class RecordSequence {
  count = 0;
  private readonly ids = new Set<string>();
  private last?: Pick<EvidenceRecord, 'id' | 'occurredAt'>;

  /** Throws `EvidenceProfileError` when the record may not come next. */
  add(record: EvidenceRecord): void {
    if (typeof record !== 'object' || record === null) {
      throw this.refuse('', 'a record is an object');
    }
    const { id, occurredAt } = record;
    if (typeof id !== 'string' || id === '') {
      throw this.refuse('.id', 'a record needs an id');
    }
    if (
      occurredAt !== undefined &&
      (typeof occurredAt !== 'string' || !isEvidenceTime(occurredAt))
    ) {
      throw this.refuse(
        '.occurredAt',
        `${JSON.stringify(occurredAt)} is not a time as evidence writes it`,
      );
    }
    if (this.ids.size === this.ids.add(id).size) {
      throw this.refuse('.id', `${JSON.stringify(id)} is there twice`);
    }
    if (this.last && compareRecords(this.last, record) > 0) {
      throw this.refuse(
        '',
        `record ${JSON.stringify(
          id,
        )} comes before the last one by (occurredAt, id)`,
      );
    }
    this.last = { id, occurredAt };
    this.count += 1;
  }

  /** Throws when there were not as many as `expected`. */
  end(expected: number): void {
    if (this.count !== expected) {
      throw new EvidenceProfileError(
        'completeness.records',
        `it tells of ${expected} records, and there are ${this.count}`,
      );
    }
  }

  private refuse(field: string, reason: string): EvidenceProfileError {
    return new EvidenceProfileError(`records[${this.count}]${field}`, reason);
  }
}

/** Gathers text in UTF-8, and gives it away in pieces. */
class Pieces {
  private readonly encoder = new TextEncoder();
  private ready: Uint8Array[] = [];
  private piece = new Uint8Array(PIECE);
  private used = 0;

  add(text: string): void {
    const most = text.length * MOST_BYTES_OF_A_CHARACTER;
    if (this.used + most > PIECE) {
      this.end();
    }
    if (most > PIECE) {
      this.ready.push(this.encoder.encode(text));
    } else {
      this.used += this.encoder.encodeInto(
        text,
        this.piece.subarray(this.used),
      ).written;
    }
  }

  /** Ends the piece that is being filled. */
  end(): void {
    if (this.used > 0) {
      this.ready.push(this.piece.subarray(0, this.used));
      this.piece = new Uint8Array(PIECE);
      this.used = 0;
    }
  }

  hasReady(): boolean {
    return this.ready.length > 0;
  }

  take(): Uint8Array[] {
    const taken = this.ready;
    this.ready = [];
    return taken;
  }
}

function member(name: string, value: unknown): string {
  return `,"${name}":${canonicalJson(value)}`;
}

/** `canonicalJson` of a record, with its place in the path of errors. */
function recordJson(record: EvidenceRecord, index: number): string {
  try {
    return canonicalJson(record);
  } catch (error) {
    if (error instanceof EvidenceProfileError) {
      throw new EvidenceProfileError(
        [`records[${index}]`, error.path].filter(Boolean).join('.'),
        error.reason,
      );
    }
    throw error;
  }
}

/**
 * The bytes of `snapshot.json`, in pieces of about 64 KB. Holds no more than a
 * piece and the ids of the records. Throws `EvidenceProfileError` when records
 * are out of order, twice there, or not as many as `completeness` tells.
 *
 * Whoever takes the pieces gives way to other work in between, such as by
 * writing them: records that are in memory are not waited for.
 *
 * @public
 */
export async function* snapshotPieces(
  head: EvidenceSnapshotHead,
  records: Iterable<EvidenceRecord> | AsyncIterable<EvidenceRecord>,
  /** Asked after the last record. */
  redaction: () => EvidenceRedaction,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { completeness, kind, subject, window } = head;
  const sequence = new RecordSequence();
  const pieces = new Pieces();
  pieces.add(
    `{"completeness":${canonicalJson(completeness)}${member(
      'kind',
      kind,
    )},"records":[`,
  );
  const add = (record: EvidenceRecord) => {
    const index = sequence.count;
    sequence.add(record);
    const json = recordJson(record, index);
    if (index > 0) {
      pieces.add(',');
    }
    pieces.add(json);
  };

  // An iterable in memory is not awaited record by record, which costs time.
  if (Symbol.asyncIterator in records) {
    for await (const record of records) {
      add(record);
      if (pieces.hasReady()) {
        yield* pieces.take();
      }
    }
  } else {
    for (const record of records) {
      add(record);
      if (pieces.hasReady()) {
        yield* pieces.take();
      }
    }
  }
  sequence.end(completeness.records);

  const schema: EvidenceSnapshot['schema'] = 'cf-evidence-snapshot/v1';
  pieces.add(
    `]${member('redaction', redaction())}${member('schema', schema)}${member(
      'subject',
      subject,
    )}`,
  );
  pieces.add(window ? `${member('window', window)}}` : '}');
  pieces.end();
  yield* pieces.take();
}
