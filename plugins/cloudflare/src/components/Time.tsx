import { Absent } from './Absent';
import styles from './Time.module.css';
import { exactText, relativeText } from './timeText';
import { useMinutes } from './useMinutes';

/**
 * A time, told from now. The exact one shows on hover and when it is focused,
 * and is read out.
 */
export function Time(props: { value: string | undefined }) {
  useMinutes();
  const time = new Date(props.value ?? NaN);
  if (Number.isNaN(time.getTime())) {
    return <Absent />;
  }
  const exact = exactText(time);
  return (
    <time
      dateTime={time.toISOString()}
      title={exact}
      // Whoever has no mouse gets at the exact time by the keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles.time}
    >
      {relativeText(time)}
      <span className={styles.exact}> ({exact})</span>
    </time>
  );
}
