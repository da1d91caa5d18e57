import { ReactNode } from 'react';
import styles from './Legible.module.css';

/** Stands around all that is shown in one place, so that it can be read there. */
export function Legible(props: { children: ReactNode }) {
  return <div className={styles.legible}>{props.children}</div>;
}
