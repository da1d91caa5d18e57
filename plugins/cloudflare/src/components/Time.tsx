import { DateTime } from 'luxon';
import { Absent } from './Absent';

/** A time, told from now; the exact one shows on hover. */
export function Time(props: { value: string | undefined }) {
  const time = props.value ? DateTime.fromISO(props.value) : undefined;
  if (!time?.isValid) {
    return <Absent />;
  }
  return (
    <time
      dateTime={time.toUTC().toISO()}
      title={time.toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS)}
    >
      {time.toRelative()}
    </time>
  );
}
