import { Text } from '@backstage/ui';
import {
  cloudflareReadAccountPermission,
  ProductStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { useReading } from '../api/useReading';
import {
  Translate,
  useCloudflareTranslation,
} from './useCloudflareTranslation';
import { Absent } from './Absent';
import { PanelSection } from './PanelSection';
import { ProductColumn, ProductTable } from './ProductTable';
import { StateBoundary } from './StateBoundary';
import { StatusTag, StatusTone } from './StatusTag';
import { Time } from './Time';

const TONES: Record<ProductStatus['state'], StatusTone> = {
  available: 'success',
  degraded: 'warning',
  'not-imported': 'neutral',
  unknown: 'neutral',
};

/** How the products of an account can be read. */
export function AccountSection(props: { account: string }) {
  const { account } = props;
  const { t } = useCloudflareTranslation();
  const reading = useReading<ProductStatus[]>({
    path: ['products'],
    query: { account },
  });
  const columns = useMemo(() => productColumns(t), [t]);
  return (
    <PanelSection title={t('account.products')}>
      <StateBoundary
        reading={reading}
        access={{
          permission: cloudflareReadAccountPermission.name,
          tokenPermissions: ['Account Settings Read'],
        }}
        isEmpty={rows => rows.length === 0}
        empty={{
          title: t('account.emptyTitle'),
          description: t('account.emptyDescription'),
        }}
      >
        {rows => (
          <ProductTable
            label={t('account.products')}
            rows={rows.filter(row => row.account === account)}
            columns={columns}
            rowId={rowId}
          />
        )}
      </StateBoundary>
    </PanelSection>
  );
}

function rowId(row: ProductStatus): string {
  return row.product;
}

function productColumns(t: Translate): ProductColumn<ProductStatus>[] {
  return [
    {
      id: 'product',
      label: t('account.product'),
      isRowHeader: true,
      value: row => row.title,
      cell: row => row.title,
    },
    {
      id: 'state',
      label: t('account.state'),
      value: row => t(`account.states.${row.state}`),
      cell: row => (
        <StatusTag
          tone={TONES[row.state]}
          label={t(`account.states.${row.state}`)}
        />
      ),
    },
    {
      id: 'resources',
      label: t('account.resources'),
      value: row => row.resources,
      cell: row => row.resources ?? <Absent />,
    },
    {
      id: 'lastSync',
      label: t('account.lastSync'),
      value: row => row.lastCompleteSync,
      cell: row => <Time value={row.lastCompleteSync} />,
    },
    {
      id: 'problem',
      label: t('account.problem'),
      value: row => row.problem?.message,
      cell: row => (
        <Text as="span">{row.problem?.message ?? t('account.noProblem')}</Text>
      ),
    },
  ];
}
