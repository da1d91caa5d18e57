import type { SimulatedAccount } from '../account/SimulatedAccount';
import { unknownField } from './QueryFailure';
import { matches, timeDimensions, type TimeWindow, valueOf } from './rowFilter';

type Figures = Record<string, number>;

/**
 * What happened at one point of time, mostly an hour, as a dataset knows it. It
 * holds every dimension and every figure that the dataset declares.
 */
export interface ActivityRow {
  /** RFC 3339, mostly the start of an hour. */
  time: string;
  dimensions: Record<string, string | number>;
  count?: number;
  sum?: Figures;
  max?: Figures;
  min?: Figures;
  avg?: Figures;
  quantiles?: Figures;
}

/** A node of the GraphQL Analytics API. */
export interface Dataset {
  /** Its own dimensions; those of time every dataset has. */
  dimensions: readonly string[];
  count?: boolean;
  sum?: readonly string[];
  max?: readonly string[];
  min?: readonly string[];
  /** Besides `sampleInterval`, which every dataset has. */
  avg?: readonly string[];
  quantiles?: readonly string[];
  /**
   * What happened in the window; filters, groups and order are seen to. What had
   * no activity has no row: no row is not zero.
   */
  rows(account: SimulatedAccount, window: TimeWindow): Iterable<ActivityRow>;
}

/** What a query asks of a dataset. */
export interface RowsQuery {
  filter: Record<string, unknown>;
  window: TimeWindow;
  /** Dimensions that are selected: what rows are grouped by. */
  dimensions: readonly string[];
  orderBy: readonly string[];
  limit: number;
}

/** A row of an answer with every figure that can be selected. */
export type DatasetRow = Record<string, unknown> & {
  dimensions: Record<string, unknown>;
};

const aggregates = ['sum', 'max', 'min', 'avg', 'quantiles'] as const;

/** Rows of one group come one after the other and are merged into these. */
class Group {
  readonly #dimensions: Record<string, unknown>;
  #count = 0;
  #weight = 0;
  readonly #merged: Record<(typeof aggregates)[number], Figures> = {
    sum: {},
    max: {},
    min: {},
    avg: {},
    quantiles: {},
  };

  constructor(dimensions: Record<string, unknown>) {
    this.#dimensions = dimensions;
  }

  add(row: ActivityRow): void {
    // What is averaged counts as often as it happened.
    const weight = row.count ?? 1;
    const { sum, max, min, avg, quantiles } = this.#merged;
    merge(sum, row.sum, (a, b) => a + b);
    merge(max, row.max, Math.max);
    merge(min, row.min, Math.min);
    const mean = (a: number, b: number) =>
      (a * this.#weight + b * weight) / (this.#weight + weight || 1);
    merge(avg, row.avg, mean);
    merge(quantiles, row.quantiles, mean);
    this.#count += weight;
    this.#weight += weight;
  }

  row(dataset: Dataset): DatasetRow {
    const row: DatasetRow = { dimensions: this.#dimensions };
    if (dataset.count) row.count = this.#count;
    for (const name of aggregates) {
      if (dataset[name]) row[name] = this.#merged[name];
    }
    row.avg = { ...this.#merged.avg, sampleInterval: 1 };
    return row;
  }
}

function merge(
  into: Figures,
  figures: Figures | undefined,
  join: (a: number, b: number) => number,
): void {
  if (!figures) return;
  for (const name of Object.keys(figures)) {
    into[name] = name in into ? join(into[name], figures[name]) : figures[name];
  }
}

/** The fields of a row by name, and what can be selected of each. */
export function fieldsOfDataset(
  dataset: Dataset,
): Record<string, readonly string[]> {
  return {
    dimensions: [...dataset.dimensions, ...timeDimensions],
    ...(dataset.count && { count: [] }),
    ...Object.fromEntries(
      aggregates.flatMap(name => {
        const figures = dataset[name];
        return figures ? [[name, figures]] : [];
      }),
    ),
    avg: [...(dataset.avg ?? []), 'sampleInterval'],
  };
}

/** `datetimeHour_ASC`, `count_DESC`, `sum_requests_DESC`. */
function orderOf(
  dataset: Dataset,
  text: string,
): (a: DatasetRow, b: DatasetRow) => number {
  const [, name, direction] = /^(.+)_(ASC|DESC)$/.exec(text) ?? [];
  const [aggregate, figure] = name?.split(/_(.*)/) ?? [];
  const fields = fieldsOfDataset(dataset);
  const read = (row: DatasetRow) => {
    if (name === 'count') return row.count;
    if (figure) return (row[aggregate] as Figures)[figure];
    return row.dimensions[name];
  };
  const known =
    (name === 'count' && dataset.count) ||
    (figure
      ? fields[aggregate]?.includes(figure)
      : fields.dimensions.includes(name));
  if (!known) throw unknownField(text);
  const sign = direction === 'ASC' ? 1 : -1;
  return (a, b) => {
    const [x, y] = [read(a) as string | number, read(b) as string | number];
    if (x === y) return 0;
    return x < y ? -sign : sign;
  };
}

/** Filters what happened, groups it by the selected dimensions, orders it and cuts it. */
export function rowsOfDataset(
  dataset: Dataset,
  account: SimulatedAccount,
  query: RowsQuery,
): DatasetRow[] {
  const known = fieldsOfDataset(dataset).dimensions;
  const unknown = query.dimensions.find(name => !known.includes(name));
  if (unknown !== undefined) throw unknownField(unknown);
  const orders = query.orderBy.map(text => orderOf(dataset, text));
  const wanted = matches(query.filter, known);
  const groups = new Map<string, Group>();
  for (const row of dataset.rows(account, query.window)) {
    if (!wanted(row)) continue;
    const values = query.dimensions.map(name => valueOf(row, name));
    const key = values.join('\n');
    let group = groups.get(key);
    if (!group) {
      const entries = query.dimensions.map((name, at) => [name, values[at]]);
      group = new Group(Object.fromEntries(entries));
      groups.set(key, group);
    }
    group.add(row);
  }
  const rows = [...groups.values()].map(group => group.row(dataset));
  rows.sort((a, b) => {
    for (const order of orders) {
      const result = order(a, b);
      if (result !== 0) return result;
    }
    return 0;
  });
  return rows.slice(0, query.limit);
}
