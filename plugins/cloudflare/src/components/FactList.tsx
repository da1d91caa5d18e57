import { Text } from '@backstage/ui';
import { Fact } from '../products/ProductView';
import { Absent } from './Absent';
import styles from './FactList.module.css';

/** Labels and their values; of what is not known, it says so. */
export function FactList(props: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {props.facts.map(({ absent, label, value }) => (
        <div key={label}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>
            <Text as="div">{value ?? <Absent reason={absent} />}</Text>
          </dd>
        </div>
      ))}
    </dl>
  );
}
