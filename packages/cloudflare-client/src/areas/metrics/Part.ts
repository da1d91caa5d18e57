import type { MetricsWindow } from '../metrics.types';
import type { DatasetSettings } from './Datasets';
import type { PlacedNode } from './nodes';

const MS_PER_SECOND = 1000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
/** What Cloudflare answers at most of one field. */
const MOST_ROWS = 10_000;
/** A window is halved so often that its parts hold 80,000 rows together. */
const MOST_HALVINGS = 3;

const stepMs = { hour: MS_PER_HOUR, day: MS_PER_DAY };

/** A node in a window of time: one field of a query. */
export interface Part {
  node: PlacedNode;
  /** Milliseconds since the epoch. */
  from: number;
  /** Milliseconds since the epoch; not in the window itself. */
  to: number;
  /** Most rows of an answer. */
  limit: number;
  halvings: number;
  /** The account's history or the longest window is shorter than what was asked for. */
  cutShort: boolean;
}

function startOfDay(time: number): number {
  return Math.floor(time / MS_PER_DAY) * MS_PER_DAY;
}

/** What of a node is to be read: its whole window, as far as the account's settings allow. */
export function wholePart(
  node: PlacedNode,
  window: MetricsWindow,
  settings: DatasetSettings,
  now: number,
): Part {
  let from = window.from.getTime();
  let to = window.to.getTime();
  if (node.step === 'day') {
    to = startOfDay(to - 1) + MS_PER_DAY;
    from = to - (node.lookBackDays ?? 1) * MS_PER_DAY;
  }
  const step = node.step === 'day' ? MS_PER_DAY : MS_PER_HOUR;
  const {
    notOlderThan = Infinity,
    maxDuration = Infinity,
    maxPageSize = MOST_ROWS,
  } = settings;
  const earliest = Math.max(
    now - notOlderThan * MS_PER_SECOND,
    to - maxDuration * MS_PER_SECOND,
  );
  const cutShort = from < earliest;
  return {
    node,
    from: cutShort ? Math.ceil(earliest / step) * step : from,
    to,
    limit: Math.min(MOST_ROWS, maxPageSize),
    halvings: 0,
    cutShort,
  };
}

/** Two parts that hold the same rows; undefined when it is as small as may be. */
export function halvesOf(part: Part): [Part, Part] | undefined {
  const { node, from, to, halvings } = part;
  if (node.step === 'total' || halvings === MOST_HALVINGS) {
    return undefined;
  }
  // Rows of one step must not come in two halves.
  const step = stepMs[node.step];
  const middle = Math.round((from + to) / 2 / step) * step;
  if (middle <= from || middle >= to) {
    return undefined;
  }
  return [
    { ...part, to: middle, halvings: halvings + 1 },
    { ...part, from: middle, halvings: halvings + 1 },
  ];
}

/** The name of a part within its query. */
export function aliasOf({ node }: Part, index: number): string {
  return `${node.product}_${node.key}_${index}`;
}

/** One query for several parts. */
export function queryOf(parts: readonly Part[]): string {
  return `query ($account: string!) { viewer { accounts(filter: { accountTag: $account }) { ${parts
    .map(fieldOf)
    .join(' ')} } } }`;
}

function fieldOf(part: Part, index: number): string {
  const { node, from, limit } = part;
  // Cloudflare counts both ends in, and tells time in seconds.
  const last = part.to - MS_PER_SECOND;
  const filter =
    node.step === 'day'
      ? `date_geq: "${dateOf(from)}", date_leq: "${dateOf(last)}"`
      : `datetime_geq: "${timeOf(from)}", datetime_leq: "${timeOf(last)}"`;
  return `${aliasOf(part, index)}: ${
    node.dataset
  }(limit: ${limit}, filter: { ${filter} }) { ${node.select} }`;
}

function timeOf(time: number): string {
  return new Date(time).toISOString();
}

function dateOf(time: number): string {
  return timeOf(time).slice(0, 10);
}
