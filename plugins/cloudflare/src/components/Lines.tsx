import { ReactNode } from 'react';
import styles from './Lines.module.css';

/**
 * One line per item, all of the same height, so that the lines of neighbouring
 * cells belong together.
 */
export function Lines<T>(props: {
  items: readonly T[];
  children: (item: T) => ReactNode;
}) {
  return (
    <ul className={styles.lines}>
      {props.items.map((item, index) => (
        // The items have no identity of their own and do not move.
        // eslint-disable-next-line react/no-array-index-key
        <li key={index} className={styles.line}>
          {props.children(item)}
        </li>
      ))}
    </ul>
  );
}
