import { Text } from '@backstage/ui';
import { AcceptanceCriterion } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useReading } from '../../api/useReading';
import { FactList } from '../../components/FactList';
import { PanelSection } from '../../components/PanelSection';
import { postureAccess } from '../../components/posture/postureRequests';
import { StateBoundary } from '../../components/StateBoundary';
import { StatusTag, StatusTone } from '../../components/StatusTag';
import { TableToolbar } from '../../components/TableToolbar';
import { Time } from '../../components/Time';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { acceptanceTexts } from './acceptance.messages';
import styles from './scorecards.module.css';

const TONES: Record<AcceptanceCriterion['state'], StatusTone> = {
  met: 'success',
  missed: 'danger',
  unknown: 'neutral',
  'not-applicable': 'neutral',
};

/** RFC 3339. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** The criteria by which the whole is accepted, with their figures. */
export function AcceptanceView() {
  const { t } = useSectionTranslation(acceptanceTexts);
  const reading = useReading<AcceptanceCriterion[]>({
    path: ['posture', 'acceptance'],
  });
  return (
    <div className={styles.view}>
      <PanelSection heading="h3" title={t('sections.acceptance.title')}>
        <StateBoundary
          reading={reading}
          access={postureAccess}
          isEmpty={criteria => criteria.length === 0}
          empty={{
            title: t('sections.acceptance.emptyTitle'),
            description: t('sections.acceptance.empty'),
          }}
        >
          {(criteria, { meta }) => (
            <>
              <TableToolbar
                what={t('sections.acceptance.title')}
                fetchedAt={meta.fetchedAt}
                isPending={reading.isPending}
                onRefresh={reading.retry}
              />
              <Text as="p">
                {t('sections.acceptance.summary', {
                  met: String(
                    criteria.filter(({ state }) => state === 'met').length,
                  ),
                  total: String(criteria.length),
                })}{' '}
                {t('sections.acceptance.note')}
              </Text>
              <ul className={styles.criteria}>
                {criteria.map(criterion => (
                  <Criterion key={criterion.id} criterion={criterion} />
                ))}
              </ul>
            </>
          )}
        </StateBoundary>
      </PanelSection>
    </div>
  );
}

function Criterion(props: { criterion: AcceptanceCriterion }) {
  const { figures, message, state, title } = props.criterion;
  const { t } = useSectionTranslation(acceptanceTexts);
  return (
    <li className={styles.criterion}>
      <div className={styles.heading}>
        <StatusTag
          tone={TONES[state]}
          label={t(`sections.acceptance.states.${state}`)}
        />
        <Text as="h4" weight="bold">
          {title}
        </Text>
      </div>
      <Text as="p">{message}</Text>
      <FactList
        facts={figures.map(({ label, value }) => ({
          label,
          value: figureOf(value),
        }))}
      />
    </li>
  );
}

function figureOf(value: number | string) {
  if (typeof value === 'number') {
    return value.toLocaleString();
  }
  return TIME.test(value) ? <Time value={value} /> : value;
}
