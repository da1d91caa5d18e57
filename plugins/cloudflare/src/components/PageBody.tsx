import { Container } from '@backstage/ui';
import { ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Legible } from './Legible';
import styles from './PageBody.module.css';

/**
 * The body of a page of ours. It is the page's main part where Backstage has
 * none: a page of the old frontend system has one, one of the new has not.
 */
export function PageBody(props: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  const [isMain, setIsMain] = useState(false);
  useLayoutEffect(
    () => setIsMain(!ref.current?.parentElement?.closest('main, [role=main]')),
    [],
  );
  return (
    <Container py="4">
      <div ref={ref} role={isMain ? 'main' : undefined} className={styles.body}>
        <Legible>{props.children}</Legible>
      </div>
    </Container>
  );
}
