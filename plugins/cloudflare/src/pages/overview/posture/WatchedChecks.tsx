import { Card, CardBody, Flex, Link, Text } from '@backstage/ui';
import {
  PostureEvaluation,
  PostureGroup,
  PostureResult,
  ScorecardId,
  ScorecardPosture,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useState } from 'react';
import { readingOfAll } from '../../../api/readingOfAll';
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
import { StateBoundary } from '../../../components/StateBoundary';
import { useSectionTranslation } from '../../../components/useSectionTranslation';
import { usePageLinks } from '../../usePageLinks';
import { overviewPostureTexts } from './overviewPosture.messages';
import styles from './posture.module.css';

/** More names do not tell more. */
const NAMED = 5;

/** The checks of which every fail is of interest by itself. */
const WATCHED: readonly string[] = [
  'prov.commit',
  'prov.ci-run',
  'token.expiring',
];

/** Deployments without provenance, and tokens that are about to expire. */
export function WatchedChecks(props: { evaluation: PostureEvaluation }) {
  const { evaluation } = props;
  const { t } = useSectionTranslation(overviewPostureTexts);
  const provenance = useScorecard('change-management');
  const tokens = useScorecard('access-hygiene');
  return (
    <PanelSection title={t('sections.overviewPosture.watched.title')}>
      <StateBoundary
        reading={readingOfAll([provenance, tokens])}
        access={postureAccess}
      >
        {scorecards => (
          <div className={styles.cards}>
            {scorecards.flatMap(({ checks, key }) =>
              checks
                .filter(check => WATCHED.includes(check.key))
                .map(check => (
                  <Card key={check.key}>
                    <CardBody>
                      <PanelSection heading="h4" title={check.title}>
                        <Watched
                          scorecard={key}
                          check={check}
                          isEvaluated={evaluation.finishedAt !== undefined}
                        />
                      </PanelSection>
                    </CardBody>
                  </Card>
                )),
            )}
          </div>
        )}
      </StateBoundary>
    </PanelSection>
  );
}

function useScorecard(id: ScorecardId): Reading<ScorecardPosture> {
  return useReading({ path: ['posture', 'scorecards', id] });
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
                {/* What is wrong with an account is wrong with something in it. */}
                {result.subject === 'account' && <Findings of={result} />}
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

function Findings(props: { of: PostureResult }) {
  const { findings = [], findingsTotal = 0 } = props.of;
  const { t } = useSectionTranslation(overviewPostureTexts);
  const shown = findings.slice(0, NAMED);
  return (
    <>
      <ul className={styles.list}>
        {shown.map(finding => (
          <li key={finding}>
            <Text color="secondary">{finding}</Text>
          </li>
        ))}
      </ul>
      {findingsTotal > shown.length && (
        <Text as="p" color="secondary">
          {t('sections.overviewPosture.watched.more', {
            count: findingsTotal - shown.length,
          })}
        </Text>
      )}
    </>
  );
}
