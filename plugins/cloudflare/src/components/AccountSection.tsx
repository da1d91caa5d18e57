import { Flex } from '@backstage/ui';
import { AccountStatus } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useReading } from '../api/useReading';
import { accountAccess } from './account/accountAccess';
import { AccountFacts } from './account/AccountFacts';
import { AccountPermissions } from './account/AccountPermissions';
import { AccountProducts } from './account/AccountProducts';
import { EmptyNotice, StateBoundary } from './StateBoundary';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** An account: its token, its budget, its products and its permissions. */
export function AccountSection(props: { account: string }) {
  const { account } = props;
  const { t } = useCloudflareTranslation();
  const reading = useReading<AccountStatus[]>({
    path: ['accounts'],
    query: { account },
  });
  return (
    <Flex direction="column" gap="6">
      <StateBoundary reading={reading} access={accountAccess}>
        {accounts => {
          const status = accounts.find(({ key }) => key === account);
          return status ? (
            <AccountFacts account={status} />
          ) : (
            <EmptyNotice
              title={t('accounts.notConfiguredTitle')}
              description={t('accounts.notConfigured', { account })}
            />
          );
        }}
      </StateBoundary>
      <AccountProducts account={account} />
      <AccountPermissions account={account} />
    </Flex>
  );
}
