import {
  Card,
  CardBody,
  Flex,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  CheckPosture,
  PostureGroup,
  PostureHistory,
  PostureSummary,
  ScorecardPosture,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useRef } from 'react';
import { useReading } from '../../api/useReading';
import { PanelSection } from '../../components/PanelSection';
import {
  historyRequest,
  postureAccess,
} from '../../components/posture/postureRequests';
import { ScorecardTrend } from '../../components/posture/ScorecardTrend';
import { ScoreFigure } from '../../components/posture/ScoreFigure';
import { shareText } from '../../components/posture/scoreText';
import {
  readTrendDays,
  TrendPeriod,
} from '../../components/posture/TrendPeriod';
import { shownOf, StateBoundary } from '../../components/StateBoundary';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { ViewState } from '../../components/useViewState';
import pages from '../pages.module.css';
import { CheckTable } from './CheckTable';
import { ResultsSection } from './ResultsSection';
import { scorecardsTexts } from './scorecards.messages';
import styles from './scorecards.module.css';

const NOT_READ: readonly CheckPosture[] = [];

/** One scorecard: its score, its checks, and each result of them. */
export function ChecksView(props: {
  summary: PostureSummary;
  view: ViewState;
}) {
  const { summary, view } = props;
  const { scorecards } = summary;
  const chosen =
    scorecards.find(({ key }) => key === view.read('scorecard')) ??
    scorecards[0];
  return (
    <div className={styles.view}>
      <ScorecardChoice
        scorecards={scorecards}
        chosen={chosen.key}
        onChoose={key =>
          view.write({
            scorecard: key === scorecards[0].key ? '' : key,
            check: '',
            subject: '',
          })
        }
      />
      <Scorecard
        key={chosen.key}
        scorecard={chosen}
        summary={summary}
        view={view}
      />
    </div>
  );
}

function ScorecardChoice(props: {
  scorecards: readonly PostureGroup[];
  chosen: string;
  onChoose: (key: string) => void;
}) {
  const { chosen, onChoose, scorecards } = props;
  const { t } = useSectionTranslation(scorecardsTexts);
  return (
    <ToggleButtonGroup
      aria-label={t('sections.scorecards.choose')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={keys => {
        const one = scorecards.find(({ key }) => keys.has(key));
        if (one) {
          onChoose(one.key);
        }
      }}
      className={pages.states}
    >
      {scorecards.map(({ key, score, title }) => (
        <ToggleButton key={key} id={key}>
          {t('sections.scorecards.option', {
            title,
            score:
              score === undefined
                ? t('sections.scorecards.noScore')
                : shareText(score),
          })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

function Scorecard(props: {
  scorecard: PostureGroup;
  summary: PostureSummary;
  view: ViewState;
}) {
  const { summary, view } = props;
  const { key, title } = props.scorecard;
  const { t } = useSectionTranslation(scorecardsTexts);
  const days = readTrendDays(view);
  const reading = useReading<ScorecardPosture>({
    path: ['posture', 'scorecards', key],
  });
  const history = useReading<PostureHistory>(historyRequest(days, key));
  const results = useRef<HTMLDivElement>(null);
  return (
    <>
      <PanelSection heading="h3" title={title}>
        <StateBoundary reading={reading} access={postureAccess}>
          {posture => (
            <Flex direction="column" gap="4">
              <Text as="p">{posture.description}</Text>
              <div className={styles.halves}>
                <Card>
                  <CardBody>
                    <PanelSection
                      heading="h4"
                      title={t('sections.scorecards.score')}
                    >
                      <ScoreFigure score={posture} />
                    </PanelSection>
                  </CardBody>
                </Card>
                <Card>
                  <CardBody>
                    <PanelSection
                      heading="h4"
                      title={t('sections.scorecards.trend')}
                      actions={<TrendPeriod view={view} />}
                    >
                      <ScorecardTrend
                        title={title}
                        scorecard={key}
                        history={history}
                        days={days}
                      />
                    </PanelSection>
                  </CardBody>
                </Card>
              </div>
              <CheckTable
                checks={posture.checks}
                onChoose={check => {
                  view.write({ check });
                  results.current?.focus();
                }}
              />
            </Flex>
          )}
        </StateBoundary>
      </PanelSection>
      <div ref={results} tabIndex={-1} className={styles.results}>
        <ResultsSection
          scorecard={key}
          checks={shownOf(reading)?.data.checks ?? NOT_READ}
          summary={summary}
          view={view}
        />
      </div>
    </>
  );
}
