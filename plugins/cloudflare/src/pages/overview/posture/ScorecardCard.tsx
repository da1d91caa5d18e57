import { Card, CardBody, Link } from '@backstage/ui';
import {
  PostureGroup,
  PostureHistory,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Reading } from '../../../api/useReading';
import { PanelSection } from '../../../components/PanelSection';
import { ScorecardTrend } from '../../../components/posture/ScorecardTrend';
import { ScoreFigure } from '../../../components/posture/ScoreFigure';
import { useSectionTranslation } from '../../../components/useSectionTranslation';
import { usePageLinks } from '../../usePageLinks';
import { overviewPostureTexts } from './overviewPosture.messages';
import styles from './posture.module.css';

/** A scorecard: its score with what it comes from, and how it was before. */
export function ScorecardCard(props: {
  scorecard: PostureGroup;
  history: Reading<PostureHistory>;
  days: number;
}) {
  const { days, history, scorecard } = props;
  const { t } = useSectionTranslation(overviewPostureTexts);
  const links = usePageLinks();
  return (
    <Card>
      <CardBody>
        <PanelSection title={scorecard.title}>
          <div className={styles.body}>
            <ScoreFigure score={scorecard} />
            <ScorecardTrend
              title={scorecard.title}
              scorecard={scorecard.key}
              history={history}
              days={days}
            />
            <Link
              href={links.scorecards({ scorecard: scorecard.key })}
              aria-label={`${scorecard.title}: ${t(
                'sections.overviewPosture.open',
              )}`}
            >
              {t('sections.overviewPosture.open')}
            </Link>
          </div>
        </PanelSection>
      </CardBody>
    </Card>
  );
}
