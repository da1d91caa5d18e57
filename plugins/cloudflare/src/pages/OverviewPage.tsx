import { Button, Flex } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { PostureSummary } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useReading } from '../api/useReading';
import { PageBody } from '../components/PageBody';
import { PanelSection } from '../components/PanelSection';
import { postureRequest } from '../components/posture/postureRequests';
import { useCloudflareTranslation } from '../components/useCloudflareTranslation';
import { Counts } from './overview/Counts';
import { LastSyncs } from './overview/LastSyncs';
import { NeedsAttention } from './overview/NeedsAttention';
import { PostureSection } from './overview/posture/PostureSection';
import { useOverview } from './overview/useOverview';

/** How good the posture is, what needs attention, how much there is, and how the syncs went. */
export function OverviewPage() {
  const { t } = useCloudflareTranslation();
  const posture = useReading<PostureSummary>(postureRequest);
  const parts = useOverview();
  return (
    <PageBody>
      <Flex direction="column" gap="8">
        <PostureSection reading={posture} />
        <PanelSection
          heading="h2"
          title={t('overview.attention.title')}
          actions={
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiRefreshLine size={16} />}
              aria-label={t('overview.refreshLabel')}
              isPending={parts.isPending}
              onPress={parts.refresh}
            >
              {t('overview.refresh')}
            </Button>
          }
        >
          <NeedsAttention parts={parts} />
        </PanelSection>
        <PanelSection heading="h2" title={t('overview.counts.title')}>
          <Counts parts={parts} />
        </PanelSection>
        <PanelSection heading="h2" title={t('overview.sync.title')}>
          <LastSyncs parts={parts} />
        </PanelSection>
      </Flex>
    </PageBody>
  );
}
