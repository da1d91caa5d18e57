import { Text } from '@backstage/ui';
import { Fact } from '../products/ProductView';
import styles from './FactList.module.css';

/** Labels and their values. */
export function FactList(props: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {props.facts.map(({ label, value }) => (
        <div key={label}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>
            <Text as="div">{value}</Text>
          </dd>
        </div>
      ))}
    </dl>
  );
}
