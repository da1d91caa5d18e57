import { Card, CardBody, Flex, Link, Text } from '@backstage/ui';
import {
  PostureEvaluation,
  PostureGroup,
  PostureResult,
  ScorecardId,
  ScorecardPosture,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useState } from 'react';
import { Reading, useReading } from '../../../api/useReading';
import { PanelSection } from '../../../components/PanelSection';
import {
  postureAccess,
  resultsRequest,
} from '../../../components/posture/postureRequests';
import { ResultButton } from '../../../components/posture/ResultButton';
import { ResultDialog } from '../../../components/posture/ResultDialog';
import { StateCounts } from '../../../components/posture/ScoreFigure';
import { judgedOf } from '../../../components/posture/scoreText';
import { shownOf, StateBoundary } from '../../../components/StateBoundary';
import { useSectionTranslation } from '../../../components/useSectionTranslation';
import { usePageLinks } from '../../usePageLinks';
import { overviewPostureTexts } from './overviewPosture.messages';
import styles from './posture.module.css';

/** More names do not tell more. */
const NAMED = 5;

/** The checks of which every fail is of interest by itself. */
const WATCHED: Partial<Record<ScorecardId, readonly string[]>> = {
  'change-management': ['prov.commit', 'prov.ci-run'],
  'access-hygiene': ['token.expiring'],
};

/** Deployments without provenance, and tokens that are about to expire. */
export function WatchedChecks(props: { evaluation: PostureEvaluation }) {
  const { evaluation } = props;
  const { t } = useSectionTranslation(overviewPostureTexts);
  return (
    <PanelSection title={t('sections.overviewPosture.watched.title')}>
      <div className={styles.cards}>
        {Object.entries(WATCHED).map(([scorecard, checkIds]) => (
          <WatchedOf
            // What is read anew after an evaluation is its own.
            key={`${scorecard} ${evaluation.finishedAt}`}
            scorecard={scorecard}
            checkIds={checkIds}
            isEvaluated={evaluation.finishedAt !== undefined}
          />
        ))}
      </div>
    </PanelSection>
  );
}

function WatchedOf(props: {
  scorecard: string;
  checkIds: readonly string[];
  isEvaluated: boolean;
}) {
  const { checkIds, isEvaluated, scorecard } = props;
  const reading = useReading<ScorecardPosture>({
    path: ['posture', 'scorecards', scorecard],
  });
  const checks = shownOf(reading)?.data.checks.filter(({ key }) =>
    checkIds.includes(key),
  );
  if (!checks) {
    return (
      <Card>
        <CardBody>
          <StateBoundary reading={reading} access={postureAccess}>
            {() => null}
          </StateBoundary>
        </CardBody>
      </Card>
    );
  }
  return (
    <>
      {checks.map(check => (
        <Card key={check.key}>
          <CardBody>
            <PanelSection heading="h4" title={check.title}>
              <StateBoundary reading={reading} access={postureAccess}>
                {() => (
                  <Watched
                    scorecard={scorecard}
                    check={check}
                    isEvaluated={isEvaluated}
                  />
                )}
              </StateBoundary>
            </PanelSection>
          </CardBody>
        </Card>
      ))}
    </>
  );
}

function Watched(props: {
  scorecard: string;
  check: PostureGroup;
  isEvaluated: boolean;
}) {
  const { check, isEvaluated, scorecard } = props;
  const { t } = useSectionTranslation(overviewPostureTexts);
  const links = usePageLinks();
  if (!isEvaluated) {
    return (
      <Text as="p" color="secondary">
        {t('sections.overviewPosture.watched.notKnown')}
      </Text>
    );
  }
  const { counts, key, notVisible, title } = check;
  const judged = judgedOf(counts);
  const calm = () => {
    if (judged === 0) {
      return notVisible > 0 ? 'hidden' : 'nothing';
    }
    return counts.pass === judged ? 'noFails' : 'undecided';
  };
  return (
    <Flex direction="column" gap="2">
      <StateCounts score={check} />
      {counts.fail > 0 ? (
        <Failing checkId={key} total={counts.fail} />
      ) : (
        <Text as="p" color="secondary">
          {t(`sections.overviewPosture.watched.${calm()}`)}
        </Text>
      )}
      <Link
        href={links.scorecards({ scorecard, check: key })}
        aria-label={`${title}: ${t('sections.overviewPosture.watched.all')}`}
      >
        {t('sections.overviewPosture.watched.all')}
      </Link>
    </Flex>
  );
}

function Failing(props: { checkId: string; total: number }) {
  const { checkId, total } = props;
  const reading: Reading<PostureResult[]> = useReading(
    resultsRequest({ check: checkId, state: 'fail', limit: NAMED }),
  );
  const { t } = useSectionTranslation(overviewPostureTexts);
  const [opened, setOpened] = useState<PostureResult>();
  return (
    <StateBoundary reading={reading} access={postureAccess}>
      {results => (
        <>
          <ul className={styles.list}>
            {results.slice(0, NAMED).map(result => (
              <li key={result.entityRef}>
                <ResultButton
                  names="entity"
                  result={result}
                  onPress={() => setOpened(result)}
                />
              </li>
            ))}
          </ul>
          {total > results.length && (
            <Text as="p" color="secondary">
              {t('sections.overviewPosture.watched.more', {
                count: total - results.length,
              })}
            </Text>
          )}
          {opened && (
            <ResultDialog
              result={opened}
              onClose={() => setOpened(undefined)}
            />
          )}
        </>
      )}
    </StateBoundary>
  );
}
