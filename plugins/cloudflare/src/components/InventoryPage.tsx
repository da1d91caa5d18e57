import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Button, Container, Select } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { useInventory } from '../catalog/useInventory';
import { viewOf } from '../products';
import {
  Translate,
  useCloudflareTranslation,
} from './useCloudflareTranslation';
import { Absent } from './Absent';
import { ExternalLink } from './ExternalLink';
import { PanelSection } from './PanelSection';
import { ProductColumn, ProductTable } from './ProductTable';
import { EmptyNotice, LoadingNotice } from './StateBoundary';
import { Time } from './Time';

const ALL = '';

/** All Cloudflare resources of the catalog. */
export function InventoryPage() {
  const { t } = useCloudflareTranslation();
  return (
    <Container py="4">
      <PanelSection heading="h2" title={t('inventory.title')}>
        <Inventory />
      </PanelSection>
    </Container>
  );
}

function Inventory() {
  const { t } = useCloudflareTranslation();
  const { value: resources, error, retry } = useInventory();
  const [product, setProduct] = useState(ALL);
  const columns = useMemo(() => inventoryColumns(t), [t]);
  const options = useMemo(() => productOptions(resources, t), [resources, t]);
  const rows = useMemo(
    () =>
      (resources ?? []).filter(
        resource => product === ALL || productTitle(resource, t) === product,
      ),
    [resources, product, t],
  );
  if (error) {
    return (
      <Alert
        status="danger"
        icon
        title={t('tab.failed')}
        description={error.message}
        customActions={
          <Button size="small" variant="secondary" onPress={retry}>
            {t('retry')}
          </Button>
        }
      />
    );
  }
  if (!resources) {
    return <LoadingNotice />;
  }
  if (resources.length === 0) {
    return (
      <EmptyNotice
        title={t('inventory.emptyTitle')}
        description={t('inventory.emptyDescription')}
      />
    );
  }
  return (
    <ProductTable
      label={t('inventory.what')}
      rows={rows}
      columns={columns}
      rowId={rowId}
      initialSort={{ column: 'name', direction: 'ascending' }}
      filters={
        <Select
          aria-label={t('inventory.product')}
          size="small"
          style={{ maxWidth: '16rem' }}
          options={options}
          selectedKey={product}
          onSelectionChange={key => setProduct(String(key ?? ALL))}
        />
      }
    />
  );
}

function rowId(resource: CloudflareResource): string {
  return resource.entityRef;
}

function productTitle({ product }: CloudflareResource, t: Translate): string {
  return product?.title ?? t('inventory.accountProduct');
}

function productOptions(
  resources: CloudflareResource[] | undefined,
  t: Translate,
) {
  const titles = new Set(resources?.map(row => productTitle(row, t)));
  return [
    { value: ALL, label: t('inventory.allProducts') },
    ...[...titles].sort().map(title => ({ value: title, label: title })),
  ];
}

function inventoryColumns(t: Translate): ProductColumn<CloudflareResource>[] {
  const lastChange = (row: CloudflareResource) =>
    viewOf(row.product)?.lastChange(row);
  return [
    {
      id: 'name',
      label: t('inventory.name'),
      isRowHeader: true,
      value: row => row.title,
      cell: row => (
        <EntityRefLink entityRef={row.entityRef} title={row.title} />
      ),
    },
    {
      id: 'product',
      label: t('inventory.product'),
      value: row => productTitle(row, t),
      cell: row => productTitle(row, t),
    },
    {
      id: 'environment',
      label: t('inventory.environment'),
      value: row => row.environment,
      cell: row =>
        row.environment ?? <Absent reason={t('inventory.noEnvironment')} />,
    },
    {
      id: 'owner',
      label: t('inventory.owner'),
      value: row => row.owner,
      cell: row =>
        row.owner ? (
          <EntityRefLink entityRef={row.owner} defaultKind="group" />
        ) : (
          <Absent reason={t('absent.noOwner')} />
        ),
    },
    {
      id: 'account',
      label: t('inventory.account'),
      value: row => row.account,
      cell: row => row.account,
    },
    {
      id: 'lastChange',
      label: t('inventory.lastChange'),
      value: lastChange,
      cell: row => <Time value={lastChange(row)} />,
    },
    {
      id: 'dashboard',
      label: t('inventory.dashboard'),
      cell: row =>
        row.dashboardUrl ? (
          <ExternalLink
            href={row.dashboardUrl}
            label={t('panel.dashboardLabel', { name: row.title })}
          >
            {t('inventory.open')}
          </ExternalLink>
        ) : (
          <Absent />
        ),
    },
  ];
}
