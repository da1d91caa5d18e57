import { Button, Text } from '@backstage/ui';
import {
  products,
  TokenPermissionState,
  TokenPermissionStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { useReading } from '../../api/useReading';
import { Absent } from '../Absent';
import { accountAccess } from './accountAccess';
import { PanelSection } from '../PanelSection';
import { ProductTable } from '../ProductTable';
import { StateBoundary } from '../StateBoundary';
import { StatusTag, StatusTone } from '../StatusTag';
import { ProductColumn } from '../tableColumns';
import {
  Translate,
  useCloudflareTranslation,
} from '../useCloudflareTranslation';

const TONES: Record<TokenPermissionState, StatusTone> = {
  granted: 'success',
  missing: 'danger',
  'not-entitled': 'info',
  unknown: 'warning',
};

/** Which of the permissions that the products take the token has. */
export function AccountPermissions(props: { account: string }) {
  const { account } = props;
  const { t } = useCloudflareTranslation();
  const reading = useReading<TokenPermissionStatus[]>({
    path: ['token-permissions'],
    query: { account },
  });
  const columns = useMemo(() => permissionColumns(t), [t]);
  const shown = reading.response ?? reading.before;
  const rows = useMemo(
    () => shown?.data.filter(row => row.account === account) ?? [],
    [shown, account],
  );
  return (
    <PanelSection
      title={t('accounts.permissions')}
      actions={
        reading.response && (
          <Button
            size="small"
            variant="secondary"
            aria-label={t('accounts.checkAgainLabel', { account })}
            isPending={reading.isPending}
            onPress={reading.retry}
          >
            {t('accounts.checkAgain')}
          </Button>
        )
      }
    >
      <Text as="p" variant="body-small" color="secondary">
        {t('accounts.permissionsIntro')}
      </Text>
      <StateBoundary
        reading={reading}
        access={accountAccess}
        isEmpty={() => rows.length === 0}
        empty={{
          title: t('accounts.noPermissionsTitle'),
          description: t('accounts.noPermissions'),
        }}
      >
        {() => (
          <ProductTable
            label={t('accounts.permissions')}
            rows={rows}
            columns={columns}
            rowId={rowId}
            fileName={`${account}-token-permissions`}
            fetchedAt={shown?.meta.fetchedAt}
          />
        )}
      </StateBoundary>
    </PanelSection>
  );
}

function rowId(row: TokenPermissionStatus): string {
  return `${row.product} ${row.permission}`;
}

function permissionColumns(
  t: Translate,
): ProductColumn<TokenPermissionStatus>[] {
  return [
    {
      id: 'permission',
      label: t('accounts.permission'),
      share: 1.2,
      isRowHeader: true,
      value: row => row.permission,
      cell: row => row.permission,
    },
    {
      id: 'product',
      label: t('accounts.product'),
      value: row => products[row.product].title,
      cell: row => products[row.product].title,
    },
    {
      id: 'state',
      label: t('accounts.state'),
      value: row => t(`accounts.permissionStates.${row.state}`),
      cell: row => (
        <StatusTag
          tone={TONES[row.state]}
          label={t(`accounts.permissionStates.${row.state}`)}
        />
      ),
    },
    {
      id: 'reason',
      label: t('accounts.reason'),
      share: 2,
      value: row => row.problem?.message,
      cell: row =>
        row.problem?.message ?? <Absent reason={t('accounts.noReason')} />,
    },
  ];
}
