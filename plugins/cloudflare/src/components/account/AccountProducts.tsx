import { Text } from '@backstage/ui';
import { ProductStatus } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { useReading } from '../../api/useReading';
import { Absent } from '../Absent';
import { accountAccess } from './accountAccess';
import { PanelSection } from '../PanelSection';
import { ProductTable } from '../ProductTable';
import { StateBoundary } from '../StateBoundary';
import { StatusTag, StatusTone } from '../StatusTag';
import { ProductColumn } from '../tableColumns';
import { Time } from '../Time';
import {
  Translate,
  useCloudflareTranslation,
} from '../useCloudflareTranslation';

const TONES: Record<ProductStatus['state'], StatusTone> = {
  available: 'success',
  degraded: 'warning',
  'not-imported': 'neutral',
  unknown: 'neutral',
};

/** How the products of an account can be read. */
export function AccountProducts(props: { account: string }) {
  const { account } = props;
  const { t } = useCloudflareTranslation();
  const reading = useReading<ProductStatus[]>({
    path: ['products'],
    query: { account },
  });
  const columns = useMemo(() => productColumns(t), [t]);
  const shown = reading.response ?? reading.before;
  const rows = useMemo(
    () => shown?.data.filter(row => row.account === account) ?? [],
    [shown, account],
  );
  return (
    <PanelSection title={t('accounts.products')}>
      <StateBoundary
        reading={reading}
        access={accountAccess}
        isEmpty={() => rows.length === 0}
        empty={{
          title: t('accounts.noProductsTitle'),
          description: t('accounts.noProducts'),
        }}
      >
        {() => (
          <ProductTable
            label={t('accounts.products')}
            rows={rows}
            columns={columns}
            rowId={rowId}
            fileName={`${account}-products`}
            fetchedAt={shown?.meta.fetchedAt}
            isPending={reading.isPending}
            onRefresh={reading.retry}
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
      label: t('accounts.product'),
      isRowHeader: true,
      value: row => row.title,
      cell: row => row.title,
    },
    {
      id: 'state',
      label: t('accounts.state'),
      value: row => t(`accounts.states.${row.state}`),
      cell: row => (
        <StatusTag
          tone={TONES[row.state]}
          label={t(`accounts.states.${row.state}`)}
        />
      ),
    },
    {
      id: 'resources',
      label: t('accounts.resources'),
      value: row => row.resources,
      cell: row => row.resources ?? <Absent />,
    },
    {
      id: 'lastSync',
      label: t('accounts.lastSync'),
      value: row => row.lastCompleteSync,
      cell: row =>
        row.lastCompleteSync ? (
          <Time value={row.lastCompleteSync} />
        ) : (
          <Absent reason={t('accounts.neverSynced')} />
        ),
    },
    {
      id: 'problem',
      label: t('accounts.problem'),
      share: 2,
      value: row => row.problem?.message,
      cell: row => <Problem problem={row.problem} />,
    },
  ];
}

function Problem(props: { problem: ProductStatus['problem'] }) {
  const { problem } = props;
  const { t } = useCloudflareTranslation();
  if (!problem) {
    return <Absent reason={t('accounts.noProblem')} />;
  }
  const { message, permission } = problem;
  return (
    <Text as="span">
      {message}
      {permission &&
        !message.includes(permission) &&
        ` ${t('accounts.takesPermission', { permission })}`}
    </Text>
  );
}
