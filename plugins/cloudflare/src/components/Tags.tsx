import { Flex } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './Tags.module.css';

/** Status tags side by side, wrapping where there is no room. */
export function Tags(props: { children: ReactNode }) {
  return (
    <Flex gap="1" align="center" className={styles.tags}>
      {props.children}
    </Flex>
  );
}
