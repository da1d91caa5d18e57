import { FieldLabel } from '@backstage/ui';
import { useId } from 'react';
import styles from './evidence.module.css';
import { UtcDay } from './utcDays';

/** Asks for a UTC day; a day as such is in no time zone. */
export function DayField(props: {
  label: string;
  value: UtcDay;
  max: UtcDay;
  onChange: (day: UtcDay) => void;
}) {
  const { label, max, onChange, value } = props;
  const id = useId();
  return (
    <div>
      <FieldLabel label={label} htmlFor={id} />
      <input
        id={id}
        type="date"
        required
        value={value}
        max={max}
        className={styles.dayInput}
        onChange={event => onChange(event.target.value)}
      />
    </div>
  );
}
