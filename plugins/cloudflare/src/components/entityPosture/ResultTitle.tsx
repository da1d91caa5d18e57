import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { PostureResult } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useState } from 'react';
import { ResultButton } from '../posture/ResultButton';
import { ResultDialog } from '../posture/ResultDialog';
import styles from './TodoList.module.css';

/** Which check of which entity; it opens its explanation. */
export function ResultTitle(props: {
  result: PostureResult;
  /** The entity need not be told. */
  isOwn?: boolean;
}) {
  const { isOwn, result } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={styles.what}>
      <ResultButton result={result} onPress={() => setIsOpen(true)} />
      {!isOwn && (
        <EntityRefLink entityRef={result.entityRef} title={result.title} />
      )}
      {isOpen && (
        <ResultDialog result={result} onClose={() => setIsOpen(false)} />
      )}
    </div>
  );
}
