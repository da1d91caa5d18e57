import { createHash } from 'node:crypto';
import { checkNames } from './checkNames';
import { parseQuery } from './parseQuery';
import { print } from './print';
import { QueryRefusedError } from './QueryRefusedError';
import { boundTime, TimeLimits } from './timeRange';
import { TokenReader } from './TokenReader';
import { MOST_QUERY_BYTES } from './tokenize';
import { NumberLiteral, Select } from './tree';

const MOST_OFFSET = 100_000;

/** What a query may ask for. */
export interface GateOptions extends TimeLimits {
  /** The only dataset that the query may name. */
  dataset: string;
  /** Rows of an answer when the query has no LIMIT. */
  defaultLimit: number;
  maxLimit: number;
  /** Whether the caller may see blobs and indexes. */
  sensitive: boolean;
}

/** A query that may be sent to Cloudflare. */
export interface GatedQuery {
  /** The query as printed from its tree, without FORMAT. */
  sql: string;
  /** SHA-256 of `sql`, in hex. */
  hash: string;
  from: Date;
  /** Missing when the query reads up to now. */
  to?: Date;
  limit: number;
  /** Whether the query names blobs or indexes. */
  sensitive: boolean;
  /** What the query did not say itself, and was added. */
  added: ('range' | 'limit')[];
  /** Whether anything was added. */
  changed: boolean;
}

/**
 * Lets a query through, printed anew: one SELECT from one dataset, within a
 * range of time and a number of rows, of the functions and columns that are
 * allowed.
 *
 * @throws QueryRefusedError telling where and why
 */
export function gateQuery(sql: string, options: GateOptions): GatedQuery {
  if (Buffer.byteLength(sql) > MOST_QUERY_BYTES) {
    throw new QueryRefusedError(
      'too-long',
      sql,
      { kind: 'end', text: '', position: sql.length },
      `a query has at most ${MOST_QUERY_BYTES} bytes`,
    );
  }
  const { select, reader } = parseQuery(sql);
  const reading = select.from.kind === 'dataset' ? select : select.from.select;
  checkDataset(reading, reader, options.dataset);
  const sensitive = checkNames(select, reader, options.sensitive);
  const { defaultLimit, maxLimit } = options;
  checkRows(select, reader, maxLimit);
  checkRows(reading, reader, maxLimit);

  const { where, from, to, isDefault } = boundTime(reading, reader, options);
  const bounded = { ...reading, where };
  const limit = select.limit ?? numberOf(Math.min(defaultLimit, maxLimit));
  const printed = print({
    ...(select.from.kind === 'dataset'
      ? bounded
      : { ...select, from: { kind: 'subquery', select: bounded } }),
    limit,
  });
  const added: GatedQuery['added'] = [
    ...(isDefault ? ['range' as const] : []),
    ...(select.limit ? [] : ['limit' as const]),
  ];
  return {
    sql: printed,
    hash: createHash('sha256').update(printed).digest('hex'),
    from,
    ...(to && { to }),
    limit: Number(limit.text),
    sensitive,
    added,
    changed: added.length > 0,
  };
}

/** Whether a query can name a dataset at all. */
export function isDatasetName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/.test(name) && !name.includes('--');
}

function checkDataset({ from }: Select, reader: TokenReader, dataset: string) {
  if (
    from.kind !== 'dataset' ||
    from.name !== dataset ||
    !isDatasetName(dataset)
  ) {
    reader.refuse(
      'dataset',
      'the query reads the dataset of the request and no other',
      reader.originOf(from),
    );
  }
}

function checkRows(
  { limit, offset }: Select,
  reader: TokenReader,
  mostRows: number,
) {
  if (limit && Number(limit.text) > mostRows) {
    reader.refuse(
      'limit',
      `LIMIT is at most ${mostRows}`,
      reader.originOf(limit),
    );
  }
  if (offset && Number(offset.text) > MOST_OFFSET) {
    reader.refuse(
      'offset',
      `OFFSET is at most ${MOST_OFFSET}`,
      reader.originOf(offset),
    );
  }
}

function numberOf(value: number): NumberLiteral {
  return { kind: 'number', text: String(value) };
}
