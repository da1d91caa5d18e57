import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import {
  cloudflareSyncPermission,
  PostureSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { lazy, Suspense, useState } from 'react';
import { useReading } from '../../api/useReading';
import { PageBody } from '../../components/PageBody';
import { PanelSection } from '../../components/PanelSection';
import { EvaluationNotice } from '../../components/posture/EvaluationNotice';
import {
  postureAccess,
  postureRequest,
} from '../../components/posture/postureRequests';
import { LoadingNotice, StateBoundary } from '../../components/StateBoundary';
import { TableToolbar } from '../../components/TableToolbar';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { useUrlViewState } from '../../components/useViewState';
import { ChecksView } from './ChecksView';
import { scorecardsTexts } from './scorecards.messages';
import { useEvaluateNow } from './useEvaluateNow';

const VIEWS = ['checks', 'owners', 'exemptions', 'acceptance'] as const;

// The first view comes with the page; the others when they are looked at.
const OwnersView = lazy(() =>
  import('./OwnersView').then(module => ({ default: module.OwnersView })),
);
const ExemptionsView = lazy(() =>
  import('./ExemptionsView').then(module => ({
    default: module.ExemptionsView,
  })),
);
const AcceptanceView = lazy(() =>
  import('./AcceptanceView').then(module => ({
    default: module.AcceptanceView,
  })),
);

/** The scorecards: check by check, by owner, their exemptions, and the acceptance. */
export function ScorecardsPage() {
  const { t } = useSectionTranslation(scorecardsTexts);
  const view = useUrlViewState();
  const posture = useReading<PostureSummary>(postureRequest);
  // What is shown of an evaluation is read again when another one has ended.
  const [reads, setReads] = useState(0);
  const refresh = () => {
    setReads(before => before + 1);
    posture.retry();
  };
  const shown = VIEWS.find(id => id === view.read('view')) ?? VIEWS[0];
  return (
    <PageBody>
      <PanelSection
        heading="h2"
        title={t('sections.scorecards.title')}
        actions={
          <EvaluateNowButton
            evaluation={posture.response?.data.evaluation}
            onEnded={refresh}
          />
        }
      >
        <StateBoundary reading={posture} access={postureAccess}>
          {(summary, { meta }) => (
            <Flex direction="column" gap="4">
              <TableToolbar
                what={t('sections.scorecards.what')}
                fetchedAt={meta.fetchedAt}
                isPending={posture.isPending}
                onRefresh={refresh}
              />
              <EvaluationNotice evaluation={summary.evaluation} />
              <Tabs
                selectedKey={shown}
                onSelectionChange={key =>
                  view.write({ view: key === VIEWS[0] ? '' : String(key) })
                }
              >
                <TabList aria-label={t('sections.scorecards.views.label')}>
                  {VIEWS.map(id => (
                    <Tab key={id} id={id}>
                      {t(`sections.scorecards.views.${id}`)}
                    </Tab>
                  ))}
                </TabList>
                <Suspense fallback={<LoadingNotice />}>
                  <TabPanel id="checks">
                    <ChecksView key={reads} summary={summary} view={view} />
                  </TabPanel>
                  <TabPanel id="owners">
                    <OwnersView key={reads} summary={summary} view={view} />
                  </TabPanel>
                  <TabPanel id="exemptions">
                    <ExemptionsView key={reads} />
                  </TabPanel>
                  <TabPanel id="acceptance">
                    <AcceptanceView key={reads} />
                  </TabPanel>
                </Suspense>
              </Tabs>
            </Flex>
          )}
        </StateBoundary>
      </PanelSection>
    </PageBody>
  );
}

/** For whoever may start syncs, too. */
function EvaluateNowButton(props: {
  evaluation: PostureSummary['evaluation'] | undefined;
  onEnded: () => void;
}) {
  const { evaluation, onEnded } = props;
  const { t } = useSectionTranslation(scorecardsTexts);
  const { allowed } = usePermission({ permission: cloudflareSyncPermission });
  const { isRunning, start } = useEvaluateNow(onEnded);
  return allowed ? (
    <Button
      size="small"
      variant="secondary"
      isPending={isRunning}
      aria-label={t('sections.scorecards.now.label')}
      onPress={() => start(evaluation)}
    >
      {t('sections.scorecards.now.button')}
    </Button>
  ) : null;
}
