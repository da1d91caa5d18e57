import { SortDescriptor, TableItem } from '@backstage/ui';
import { ReactNode } from 'react';

/** What a column is sorted, searched and exported by. */
export type ColumnValue = string | number | boolean | undefined;

/** A column of a table of ours. */
export interface ProductColumn<T> {
  id: string;
  label: string;
  /** Without it, the column is not shown, only exported. */
  cell?(row: T): ReactNode;
  /**
   * What the column is sorted, searched and exported by; without it, it is
   * none of these. Times are RFC 3339.
   */
  value?(row: T): ColumnValue;
  /** The column that names the row. */
  isRowHeader?: boolean;
  /** Share of the table's width, next to 1 of the other columns. */
  share?: number;
}

/** A row as the table takes it. */
export type Item<T> = TableItem & { row: T };

/**
 * Finds the rows that have all words of a search in one column or another. The
 * text of a row is put together once, not for every letter that is typed.
 */
export function searchIn<T>(columns: readonly ProductColumn<T>[]) {
  const texts = new WeakMap<Item<T>, string>();
  const textOf = (item: Item<T>) => {
    const text =
      texts.get(item) ??
      columns
        .map(column => column.value?.(item.row) ?? '')
        .join('\n')
        .toLocaleLowerCase();
    texts.set(item, text);
    return text;
  };
  return (items: Item<T>[], term: string) => {
    const words = term.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return items.filter(item => {
      const text = textOf(item);
      return words.every(word => text.includes(word));
    });
  };
}

/** The rows in order; what is not known is last, whichever way. */
export function sorted<T>(
  items: Item<T>[],
  sort: SortDescriptor,
  columns: readonly ProductColumn<T>[],
): Item<T>[] {
  const value = columns.find(column => column.id === sort.column)?.value;
  if (!value) {
    return items;
  }
  const direction = sort.direction === 'descending' ? -1 : 1;
  return items
    .map(item => ({ item, value: value(item.row) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        return Number(a.value === undefined) - Number(b.value === undefined);
      }
      return direction * compared(a.value, b.value);
    })
    .map(({ item }) => item);
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compared(
  a: NonNullable<ColumnValue>,
  b: NonNullable<ColumnValue>,
): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : collator.compare(String(a), String(b));
}
