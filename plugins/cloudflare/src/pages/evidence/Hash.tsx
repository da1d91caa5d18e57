import { CopyButton } from '../../components/CopyButton';
import styles from './evidence.module.css';

/** So many digits tell hashes apart at a glance. */
const SHORT = 12;

/** The beginning of a hash, and a button that copies what it stands for. */
export function Hash(props: { hash: string; what: string; copied?: string }) {
  const { copied, hash, what } = props;
  return (
    <span className={styles.hash}>
      <code title={hash}>{hash.slice(0, SHORT)}</code>
      <CopyButton value={copied ?? hash} what={what} />
    </span>
  );
}
