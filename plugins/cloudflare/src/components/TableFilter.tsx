import { Select } from '@backstage/ui';
import { useMemo } from 'react';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** Something that the rows of a table can be narrowed by. */
export interface TableFilter<T> {
  /** Its name in the URL. */
  id: string;
  label: string;
  /** What a row has of it; rows without it are left out by every choice. */
  value(row: T): string | undefined;
  /** How a value is told to people; by default as it is. */
  text?(value: string): string;
}

// The select takes no empty key for a choice.
const ALL = '*';

/** Chooses one of the values that the rows have. */
export function TableFilterSelect<T>(props: {
  filter: TableFilter<T>;
  rows: readonly T[];
  selected: string;
  onSelect: (value: string) => void;
}) {
  const { filter, onSelect, rows, selected } = props;
  const { t } = useCloudflareTranslation();
  const options = useMemo(() => {
    const values = new Set<string>(selected ? [selected] : []);
    for (const row of rows) {
      const value = filter.value(row);
      if (value) {
        values.add(value);
      }
    }
    return [...values]
      .map(value => ({ value, label: filter.text?.(value) ?? value }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }, [filter, rows, selected]);
  return (
    <Select
      label={filter.label}
      size="small"
      options={[{ value: ALL, label: t('table.all') }, ...options]}
      selectedKey={selected || ALL}
      onSelectionChange={key => onSelect(key === ALL ? '' : String(key ?? ''))}
    />
  );
}
