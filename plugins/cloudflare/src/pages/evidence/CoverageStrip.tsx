import { Text, VisuallyHidden } from '@backstage/ui';
import { StatusIcon, StatusTag, StatusTone } from '../../components/StatusTag';
import { Tags } from '../../components/Tags';
import tones from '../../components/tones.module.css';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { CoverageDay, DayState, dayStates } from './coverageDays';
import styles from './CoverageStrip.module.css';
import { evidenceTexts } from './evidence.messages';
import { dayText } from './utcDays';

const TONES: Record<DayState, StatusTone> = {
  sealed: 'success',
  partial: 'warning',
  unsealed: 'neutral',
  open: 'info',
  lost: 'danger',
  before: 'neutral',
};

/** Days as a strip: each by colour, shape, pattern and, read out, by words. */
export function CoverageStrip(props: {
  label: string;
  days: readonly CoverageDay[];
}) {
  const { days, label } = props;
  const { t } = useSectionTranslation(evidenceTexts);
  const stateText = (state: DayState) =>
    t(`sections.evidence.coverage.states.${state}`);
  return (
    <>
      <Tags>
        {dayStates
          .map(state => ({
            state,
            count: days.filter(day => day.state === state).length,
          }))
          .filter(({ count }) => count > 0)
          .map(({ count, state }) => (
            <StatusTag
              key={state}
              tone={TONES[state]}
              label={t('sections.evidence.coverage.count', {
                state: stateText(state),
                days: String(count),
              })}
            />
          ))}
      </Tags>
      <div>
        <ol aria-label={label} className={styles.strip}>
          {days.map(({ day, state }) => {
            const text = t('sections.evidence.coverage.dayState', {
              day: dayText(day),
              state: stateText(state),
            });
            return (
              <li
                key={day}
                title={text}
                className={`${styles.day} ${tones[TONES[state]]} ${
                  styles[state] ?? ''
                }`}
              >
                <StatusIcon tone={TONES[state]} />
                <VisuallyHidden>{text}</VisuallyHidden>
              </li>
            );
          })}
        </ol>
        {days.length > 1 && (
          <div className={styles.ends} aria-hidden>
            <Text variant="body-x-small" color="secondary">
              {dayText(days[0].day)}
            </Text>
            <Text variant="body-x-small" color="secondary">
              {dayText(days[days.length - 1].day)}
            </Text>
          </div>
        )}
      </div>
    </>
  );
}
