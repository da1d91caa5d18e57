import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { Fact } from '../products/ProductView';
import { FactList } from './FactList';
import { StatusIcon, StatusTag, StatusTone } from './StatusTag';
import { Tags } from './Tags';
import { Time } from './Time';
import { dayText } from './timeText';
import styles from './Timeline.module.css';
import tones from './tones.module.css';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** Something that happened. */
export interface TimelineEntry {
  /** RFC 3339. */
  at: string;
  tone: StatusTone;
  /** What became of it, in a word or two. */
  status: string;
  /** Further tags, beside the status. */
  tags?: ReactNode;
  /** What it was. */
  content?: ReactNode;
  facts: Fact[];
  /** What is to be known besides, such as a disagreement of sources. */
  notes?: ReactNode;
}

/** Entries in their order, under the days on which they happened. */
export function Timeline(props: {
  label: string;
  entries: readonly { id: string; entry: TimelineEntry }[];
}) {
  const { t } = useCloudflareTranslation();
  return (
    <ol aria-label={props.label} className={styles.days}>
      {byDay(props.entries).map(({ day, entries }) => (
        <li key={entries[0].id}>
          <Text as="h4" variant="body-small" weight="bold" color="secondary">
            {day ?? t('absent.notKnown')}
          </Text>
          <ol className={styles.entries}>
            {entries.map(({ entry, id }) => (
              <li key={id} className={styles.entry}>
                <Entry entry={entry} />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function Entry(props: { entry: TimelineEntry }) {
  const { at, content, facts, notes, status, tags, tone } = props.entry;
  return (
    <>
      <span className={`${styles.marker} ${tones[tone]}`}>
        <StatusIcon tone={tone} />
      </span>
      <Flex direction="column" gap="2" className={styles.body}>
        <Tags>
          <StatusTag tone={tone} label={status} />
          {tags}
          <Text as="span" variant="body-small" color="secondary">
            <Time value={at} />
          </Text>
        </Tags>
        {content}
        <FactList facts={facts} />
        {notes}
      </Flex>
    </>
  );
}

function byDay<T extends { entry: TimelineEntry }>(entries: readonly T[]) {
  const days: { day: string | undefined; entries: T[] }[] = [];
  for (const item of entries) {
    const day = dayText(new Date(item.entry.at));
    const last = days[days.length - 1];
    if (last && last.day === day) {
      last.entries.push(item);
    } else {
      days.push({ day, entries: [item] });
    }
  }
  return days;
}
