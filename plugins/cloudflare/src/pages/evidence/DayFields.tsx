import { Text } from '@backstage/ui';
import { DateField } from '../../components/DateField';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import styles from './evidence.module.css';
import { evidenceActionTexts } from './evidenceActions.messages';
import { daysProblem, EvidenceDraft, isUnsettled } from './evidenceDraft';
import { KindForm, lastSettledDay } from './kindForms';
import {
  afterDay,
  dayCount,
  dayText,
  lastFullDay,
  utcTimeText,
} from './utcDays';

/** Asks for the days of a log, and says what is wrong with them. */
export function DayFields(props: {
  draft: EvidenceDraft;
  log: NonNullable<KindForm['log']>;
  onChange: (changes: Partial<EvidenceDraft>) => void;
}) {
  const { draft, log, onChange } = props;
  const { t } = useSectionTranslation(evidenceActionTexts);
  const last = lastFullDay(Date.now());
  const problemText = () => {
    switch (daysProblem(draft)) {
      case 'order':
        return t('sections.evidenceActions.create.windowOrder');
      case 'ended':
        return t('sections.evidenceActions.create.windowEnded', {
          day: dayText(last),
        });
      case 'long':
        return t('sections.evidenceActions.create.windowLong', {
          days: String(dayCount(draft.from, draft.to)),
          most: String(log.mostDays),
        });
      default:
        return undefined;
    }
  };
  const problem = problemText();
  return (
    <div>
      <div className={styles.days}>
        <DateField
          type="date"
          isRequired
          label={t('sections.evidenceActions.create.from')}
          value={draft.from}
          max={last}
          onChange={from => onChange({ from })}
        />
        <DateField
          type="date"
          isRequired
          label={t('sections.evidenceActions.create.to')}
          value={draft.to}
          max={last}
          onChange={to => onChange({ to })}
        />
      </div>
      <Text as="p" variant="body-small" color="secondary">
        {t(
          log.isWhole
            ? 'sections.evidenceActions.create.windowHelpWhole'
            : 'sections.evidenceActions.create.windowHelp',
          { days: String(log.mostDays) },
        )}
      </Text>
      <div aria-live="polite">
        {problem && (
          <Text as="p" variant="body-small" color="danger">
            {problem}
          </Text>
        )}
        {!daysProblem(draft) && isUnsettled(draft) && (
          <Text as="p" variant="body-small" color="warning">
            {t('sections.evidenceActions.create.windowUnsettled', {
              time: utcTimeText(afterDay(draft.to, log.settlesAfterHours)),
              day: dayText(lastSettledDay(draft.kind, Date.now())),
            })}
          </Text>
        )}
      </div>
    </div>
  );
}
