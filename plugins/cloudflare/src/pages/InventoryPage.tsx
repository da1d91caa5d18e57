import { Flex, SortDescriptor } from '@backstage/ui';
import { useMemo } from 'react';
import { CatalogFailure } from '../components/CatalogFailure';
import { useInventory } from '../catalog/useInventory';
import { useProductionEnvironments } from '../catalog/useProductionEnvironments';
import { PageBody } from '../components/PageBody';
import { PanelSection } from '../components/PanelSection';
import { PageTable } from '../components/ProductTable';
import { EmptyNotice, LoadingNotice } from '../components/StateBoundary';
import { useCloudflareTranslation } from '../components/useCloudflareTranslation';
import {
  inventoryColumns,
  inventoryFilters,
  inventoryRowId,
} from './inventoryColumns';
import { toInventoryItem } from './inventoryItem';

const BY_NAME: SortDescriptor = { column: 'name', direction: 'ascending' };

/** All Cloudflare resources of the catalog. */
export function InventoryPage() {
  const { t } = useCloudflareTranslation();
  return (
    <PageBody>
      <PanelSection heading="h2" title={t('inventory.title')}>
        <Inventory />
      </PanelSection>
    </PageBody>
  );
}

function Inventory() {
  const { t } = useCloudflareTranslation();
  const { value, readAt, error, loading, retry } = useInventory();
  const production = useProductionEnvironments();
  const items = useMemo(
    () => value?.map(resource => toInventoryItem(resource, production)),
    [value, production],
  );
  const hasAccounts = useMemo(
    () => new Set(value?.map(({ account }) => account)).size > 1,
    [value],
  );
  const columns = useMemo(
    () => inventoryColumns(t, hasAccounts),
    [t, hasAccounts],
  );
  const filters = useMemo(() => inventoryFilters(t), [t]);
  const failure = error && (
    <CatalogFailure
      title={t(items ? 'inventory.notReadAnew' : 'tab.failed')}
      error={error}
      onRetry={retry}
      isPartial={items !== undefined}
    />
  );
  if (!items) {
    return failure ?? <LoadingNotice />;
  }
  if (items.length === 0) {
    return (
      failure ?? (
        <EmptyNotice
          title={t('inventory.emptyTitle')}
          description={t('inventory.emptyDescription')}
        />
      )
    );
  }
  return (
    <Flex direction="column" gap="3">
      {failure}
      <PageTable
        label={t('inventory.what')}
        rows={items}
        columns={columns}
        filters={filters}
        rowId={inventoryRowId}
        initialSort={BY_NAME}
        fileName="cloudflare-inventory"
        fetchedAt={readAt}
        isPending={loading}
        onRefresh={retry}
      />
    </Flex>
  );
}
