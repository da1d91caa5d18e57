import { Button, Flex } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { PageBody } from '../components/PageBody';
import { PanelSection } from '../components/PanelSection';
import { useCloudflareTranslation } from '../components/useCloudflareTranslation';
import { Counts } from './overview/Counts';
import { LastSyncs } from './overview/LastSyncs';
import { NeedsAttention } from './overview/NeedsAttention';
import { useOverview } from './overview/useOverview';

/** What needs attention, how much there is, and how the syncs went. */
export function OverviewPage() {
  const { t } = useCloudflareTranslation();
  const parts = useOverview();
  return (
    <PageBody>
      <Flex direction="column" gap="8">
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
