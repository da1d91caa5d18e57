import { ACCEPTED } from '../__fixtures__/accepted';
import { REFUSED, REFUSED_SENSITIVE } from '../__fixtures__/refused';
import { GatedQuery, GateOptions, gateQuery } from '../gate';
import { parseQuery } from '../parseQuery';
import { print } from '../print';
import { QueryRefusedError } from '../QueryRefusedError';
import { violationOf } from './violationOf';

const DAY = 86_400_000;
const OPTIONS: GateOptions = {
  dataset: 'acme_analytics',
  now: new Date('2026-11-22T08:00:30Z'),
  defaultRangeMs: DAY,
  maxRangeMs: 31 * DAY,
  defaultLimit: 1000,
  maxLimit: 1000,
  sensitive: true,
};

const MOST_SEED_LENGTH = 400;
const SEEDS = [
  ...ACCEPTED,
  ...[...REFUSED, ...REFUSED_SENSITIVE].map(r => r[1]),
]
  .filter(sql => sql.length < MOST_SEED_LENGTH)
  // Most mutants should come from what is let through.
  .concat(ACCEPTED, ACCEPTED);

const PIECE =
  /[A-Za-z_]\w*|\d+(?:\.\d+)?|'(?:[^']|'')*'|"[^"]*"|<=|>=|<>|!=|\s+|./gsu;

const PIECES = [
  ...new Set([
    ...SEEDS.flatMap(sql => sql.match(PIECE) ?? []),
    ...['other', 'FROM other', 'UNION SELECT 1', ' OR ', ' OR 1=1', ' AND '],
    ...['LIMIT 5', 'LIMIT 9999', 'LIMIT ALL', 'FORMAT JSON', '--', '/*', '*/'],
    ...['AS timestamp', 'AS blob1', 'timestamp', `'`, `''`, '"', '`', '\\'],
    ...['(SELECT 1)', 'IN (other)', 'toDateTime(0)', 'NOT ', '(', ')', '-'],
  ]),
];

/** Pieces of one kind, often to be put in each other's place. */
const KINDS = [
  /^(?:double\d+|timestamp|_sample_interval)$/,
  /^(?:blob\d+|index1)$/,
  /^\d/,
  /^'/,
  /^(?:[-+*/%]|AND|OR)$/,
  /^(?:=|!=|<>|<|<=|>|>=|LIKE|ILIKE)$/,
  /^(?:YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)$/,
  /^(?:sum|avg|min|max|hex|bin|length|lower|upper|log|round|empty|count)$/i,
].map(pattern => PIECES.filter(piece => pattern.test(piece)));

const ALIKE = new Map(
  KINDS.flatMap(pieces => pieces.map(piece => [piece, pieces] as const)),
);

/** A generator that gives the same numbers for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 0x100000000;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

function mutantOf(random: () => number): string {
  const pick = <T>(list: readonly T[]) =>
    list[Math.floor(random() * list.length)];
  let pieces = pick(SEEDS).match(PIECE) ?? [];
  const mutations = 1 + Math.floor(random() ** 2 * 5);
  for (let i = 0; i < mutations; i++) {
    const at = Math.floor(random() * (pieces.length + 1));
    const other = Math.floor(random() * pieces.length);
    const kind = Math.floor(random() * 14);
    const list: string[] = [...pieces];
    if (kind === 0) {
      list.splice(at, 1);
    } else if (kind === 1) {
      list.splice(at, 0, pick(PIECES));
    } else if (kind === 2) {
      list.splice(at, 1, pick(PIECES));
    } else if (kind === 3) {
      list.splice(at, 0, list[other] ?? '');
    } else if (kind === 4) {
      [list[at], list[other]] = [list[other], list[at]].map(p => p ?? '');
    } else if (kind === 5) {
      const donor = pick(SEEDS).match(PIECE) ?? [];
      const start = Math.floor(random() * donor.length);
      const taken = donor.slice(start, start + 1 + Math.floor(random() * 8));
      list.splice(at, Math.floor(random() * 4), ...taken);
    } else if (kind === 6) {
      const length = 1 + Math.floor(random() * 6);
      list.splice(at, 0, '(');
      list.splice(at + 1 + length, 0, ')');
    } else if (kind > 7) {
      // What is of its kind keeps the query readable more often.
      list[other] = pick(ALIKE.get(list[other]) ?? [list[other] ?? '']);
    } else {
      const text = list.join('');
      const place = Math.floor(random() * (text.length + 1));
      const char = String.fromCharCode(Math.floor(random() * 128));
      list.splice(0, list.length, text.slice(0, place), char);
      list.push(text.slice(place + Math.floor(random() * 2)));
    }
    pieces = list.join('').match(PIECE) ?? [];
  }
  return pieces.join('');
}

/** What a run of the fuzzer saw. */
export interface FuzzFigures {
  cases: number;
  accepted: number;
  slowestMs: number;
}

/**
 * Sends mutants of the corpora through the gate.
 *
 * @throws Error with the query that breaks what the gate promises
 */
export function fuzzGate(seed: number, cases: number): FuzzFigures {
  const random = generator(seed);
  const figures: FuzzFigures = { cases, accepted: 0, slowestMs: 0 };
  for (let i = 0; i < cases; i++) {
    const sql = mutantOf(random);
    const options = { ...OPTIONS, sensitive: random() < 0.5 };
    const first = timed(sql, options);
    const { query } = first;
    if (first.ms > figures.slowestMs) {
      // Again, for the machine may have been busy with something else.
      const again = [1, 2, 3].map(() => timed(sql, options).ms);
      figures.slowestMs = Math.max(
        figures.slowestMs,
        Math.min(first.ms, ...again),
      );
    }
    if (query) {
      figures.accepted += 1;
      const violation = violationOf(query, options) ?? unstable(sql, query);
      if (violation) {
        throw new Error(
          `Seed ${seed}, case ${i}: the query ${violation}:\n${sql}\n\nprinted as\n${query.sql}`,
        );
      }
    }
  }
  return figures;
}

function timed(sql: string, options: GateOptions) {
  const before = performance.now();
  const query = gated(sql, options);
  return { query, ms: performance.now() - before };
}

function gated(sql: string, options: GateOptions): GatedQuery | undefined {
  try {
    return gateQuery(sql, options);
  } catch (error) {
    if (error instanceof QueryRefusedError) {
      return undefined;
    }
    throw error;
  }
}

/** Whether what is printed reads as another tree, or prints otherwise. */
function unstable(sql: string, query: GatedQuery): string | undefined {
  const own = parseQuery(sql).select;
  const again = parseQuery(print(own)).select;
  if (JSON.stringify(again) !== JSON.stringify(own)) {
    return 'reads as another tree once printed';
  }
  return print(parseQuery(query.sql).select) === query.sql
    ? undefined
    : 'has no fixed point';
}
