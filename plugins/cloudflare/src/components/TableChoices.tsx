import { ReactNode } from 'react';
import styles from './TableChoices.module.css';

/** Search and filters side by side, wrapping where there is no room. */
export function TableChoices(props: { children: ReactNode }) {
  return <div className={styles.choices}>{props.children}</div>;
}
