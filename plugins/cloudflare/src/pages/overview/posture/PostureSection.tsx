import { Flex, Link } from '@backstage/ui';
import {
  PostureHistory,
  PostureSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Reading, useReading } from '../../../api/useReading';
import { PanelSection } from '../../../components/PanelSection';
import { EvaluationNotice } from '../../../components/posture/EvaluationNotice';
import {
  historyRequest,
  postureAccess,
} from '../../../components/posture/postureRequests';
import {
  readTrendDays,
  TrendPeriod,
} from '../../../components/posture/TrendPeriod';
import { ReadingNotices } from '../../../components/ReadingNotices';
import { shownOf, StateBoundary } from '../../../components/StateBoundary';
import { TableToolbar } from '../../../components/TableToolbar';
import { useSectionTranslation } from '../../../components/useSectionTranslation';
import { useUrlViewState } from '../../../components/useViewState';
import { usePageLinks } from '../../usePageLinks';
import { CoverageCard } from './CoverageCard';
import { overviewPostureTexts } from './overviewPosture.messages';
import styles from './posture.module.css';
import { ScorecardCard } from './ScorecardCard';
import { WatchedChecks } from './WatchedChecks';
import { WorseResults } from './WorseResults';

/** How good the posture is, and what changed: what a person needs first. */
export function PostureSection(props: { reading: Reading<PostureSummary> }) {
  const { reading } = props;
  const { t } = useSectionTranslation(overviewPostureTexts);
  const view = useUrlViewState();
  const links = usePageLinks();
  return (
    <PanelSection
      heading="h2"
      title={t('sections.overviewPosture.title')}
      actions={<TrendPeriod view={view} />}
    >
      <StateBoundary reading={reading} access={postureAccess}>
        {(posture, { meta }) => (
          <Flex direction="column" gap="4">
            <TableToolbar
              what={t('sections.overviewPosture.what')}
              fetchedAt={meta.fetchedAt}
              isPending={reading.isPending}
              onRefresh={reading.retry}
            />
            <EvaluationNotice evaluation={posture.evaluation} />
            <Scorecards posture={posture} days={readTrendDays(view)} />
            <Link href={links.scorecards()}>
              {t('sections.overviewPosture.all')}
            </Link>
            <div className={styles.halves}>
              <WorseResults posture={posture} />
              <CoverageCard coverage={posture.coverage} />
            </div>
            <WatchedChecks
              // What is read anew after an evaluation is its own.
              key={posture.evaluation.finishedAt}
              evaluation={posture.evaluation}
            />
          </Flex>
        )}
      </StateBoundary>
    </PanelSection>
  );
}

function Scorecards(props: { posture: PostureSummary; days: number }) {
  const { days, posture } = props;
  const history = useReading<PostureHistory>(historyRequest(days));
  const shown = shownOf(history);
  return (
    <>
      {shown && <ReadingNotices meta={shown.meta} />}
      <div className={styles.cards}>
        {posture.scorecards.map(scorecard => (
          <ScorecardCard
            key={scorecard.key}
            scorecard={scorecard}
            history={history}
            days={days}
          />
        ))}
      </div>
    </>
  );
}
