import { Flex, Text } from '@backstage/ui';
import { EvidenceCoverage } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Reading } from '../../api/useReading';
import { PanelSection } from '../../components/PanelSection';
import { StateBoundary } from '../../components/StateBoundary';
import { TableToolbar } from '../../components/TableToolbar';
import { Time } from '../../components/Time';
import { durationText } from '../../components/timeText';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { coverageDays, DayRun, runsOf } from './coverageDays';
import { CoverageStrip } from './CoverageStrip';
import { evidenceTexts } from './evidence.messages';
import { evidenceAccess } from './evidenceRequests';
import { EvidenceTranslate, untilText, windowText } from './evidenceText';
import styles from './evidence.module.css';
import { dayText, utcDay, windowOfDays } from './utcDays';

const HOUR = 3_600_000;
/** A gap that can be closed for longer than this is not told until when. */
const SOON = 60 * 24 * HOUR;

/** Which days of each log there is evidence of. */
export function CoverageSection(props: {
  reading: Reading<EvidenceCoverage[]>;
}) {
  const { reading } = props;
  const { t } = useSectionTranslation(evidenceTexts);
  return (
    <PanelSection heading="h2" title={t('sections.evidence.coverage.title')}>
      <StateBoundary
        reading={reading}
        access={evidenceAccess}
        isEmpty={logs => logs.length === 0}
        empty={{
          title: t('sections.evidence.coverage.emptyTitle'),
          description: t('sections.evidence.coverage.emptyDescription'),
        }}
      >
        {(logs, { meta }) => (
          <Flex direction="column" gap="5">
            <TableToolbar
              what={t('sections.evidence.coverage.what')}
              fetchedAt={meta.fetchedAt}
              isPending={reading.isPending}
              onRefresh={reading.retry}
            />
            {logs.map(log => (
              <LogCoverage key={`${log.account} ${log.kind}`} coverage={log} />
            ))}
          </Flex>
        )}
      </StateBoundary>
    </PanelSection>
  );
}

function LogCoverage(props: { coverage: EvidenceCoverage }) {
  const { account, kind, lastReadAt, retentionHours, since } = props.coverage;
  const { t } = useSectionTranslation(evidenceTexts);
  const days = coverageDays(props.coverage);
  const log = {
    kind: t(`sections.evidence.kinds.${kind}`),
    account,
  };
  const notes = notesOf(props.coverage, t);
  return (
    <PanelSection
      heading="h3"
      title={t('sections.evidence.coverage.ofLog', log)}
    >
      <CoverageStrip
        label={t('sections.evidence.coverage.strip', log)}
        days={days}
      />
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {notes.map(note => (
            <li key={note}>
              <Text>{note}</Text>
            </li>
          ))}
        </ul>
      )}
      <Text as="p" variant="body-small" color="secondary">
        {since &&
          `${t('sections.evidence.coverage.since', {
            day: dayText(utcDay(since)),
          })} `}
        {t('sections.evidence.coverage.retention', {
          time: durationText(retentionHours * HOUR),
        })}{' '}
        {lastReadAt ? (
          <>
            {t('sections.evidence.coverage.lastRead')}{' '}
            <Time value={lastReadAt} />
          </>
        ) : (
          t('sections.evidence.coverage.neverRead')
        )}
      </Text>
    </PanelSection>
  );
}

/** All that is not as it should be, in words: the strip is too small for them. */
function notesOf(coverage: EvidenceCoverage, t: EvidenceTranslate): string[] {
  const days = coverageDays(coverage);
  const runText = ({ from, to }: DayRun) =>
    windowText(windowOfDays(from, to), t);
  return [
    ...coverage.gaps.map(({ state, until, ...times }) => {
      const text = windowText(times, t);
      if (state === 'lost') {
        return t('sections.evidence.coverage.lostGap', { times: text });
      }
      return until && Date.parse(until) - Date.now() < SOON
        ? t('sections.evidence.coverage.openGap', {
            times: text,
            until: untilText(until),
          })
        : t('sections.evidence.coverage.openGapLong', { times: text });
    }),
    ...runsOf(days, 'partial').map(run =>
      t('sections.evidence.coverage.partialDay', { days: runText(run) }),
    ),
    ...runsOf(days, 'unsealed').map(run =>
      t('sections.evidence.coverage.unsealedDay', { days: runText(run) }),
    ),
  ];
}
