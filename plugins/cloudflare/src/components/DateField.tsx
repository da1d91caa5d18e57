import { FieldLabel } from '@backstage/ui';
import { useId } from 'react';
import styles from './DateField.module.css';

/** Asks for a day or a time with the browser's own field; BUI has none. */
export function DateField(props: {
  label: string;
  type: 'date' | 'datetime-local';
  /** As the browser's field takes it; empty where there is none. */
  value: string;
  max: string;
  isRequired?: boolean;
  onChange: (value: string) => void;
}) {
  const { isRequired, label, max, onChange, type, value } = props;
  const id = useId();
  return (
    <span className={styles.field}>
      <FieldLabel label={label} htmlFor={id} />
      <input
        id={id}
        type={type}
        required={isRequired}
        value={value}
        max={max}
        className={styles.input}
        onChange={({ target }) => onChange(target.value)}
      />
    </span>
  );
}
