import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { AccountStatus } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useId } from 'react';
import { useReading } from '../api/useReading';
import { accountAccess } from '../components/account/accountAccess';
import { AccountFacts } from '../components/account/AccountFacts';
import { AccountPermissions } from '../components/account/AccountPermissions';
import { AccountProducts } from '../components/account/AccountProducts';
import { ExternalLink } from '../components/ExternalLink';
import { PageBody } from '../components/PageBody';
import { StateBoundary } from '../components/StateBoundary';
import { TableToolbar } from '../components/TableToolbar';
import { useCloudflareTranslation } from '../components/useCloudflareTranslation';
import styles from './AccountsPage.module.css';

/** The accounts: tokens, budgets, products and permissions of each. */
export function AccountsPage() {
  const { t } = useCloudflareTranslation();
  const reading = useReading<AccountStatus[]>({ path: ['accounts'] });
  return (
    <PageBody>
      <StateBoundary
        reading={reading}
        access={accountAccess}
        isEmpty={accounts => accounts.length === 0}
        empty={{
          title: t('accounts.emptyTitle'),
          description: t('accounts.emptyDescription'),
        }}
      >
        {(accounts, { meta }) => (
          <Flex direction="column" gap="4">
            <TableToolbar
              what={t('accounts.what')}
              fetchedAt={meta.fetchedAt}
              isPending={reading.isPending}
              onRefresh={reading.retry}
            />
            {accounts.map(account => (
              <AccountCard key={account.key} account={account} />
            ))}
          </Flex>
        )}
      </StateBoundary>
    </PageBody>
  );
}

function AccountCard(props: { account: AccountStatus }) {
  const { account } = props;
  const { dashboardUrl, entityRef, key, name = key } = account;
  const { t } = useCloudflareTranslation();
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <Card>
        <CardHeader>
          <Flex
            justify="between"
            align="center"
            gap="3"
            className={styles.header}
          >
            <Text as="h2" variant="title-x-small" id={headingId}>
              <EntityRefLink entityRef={entityRef} title={name} />
            </Text>
            <ExternalLink
              href={dashboardUrl}
              to="dashboard"
              label={t('panel.dashboardLabel', { name })}
            >
              {t('panel.dashboard')}
            </ExternalLink>
          </Flex>
        </CardHeader>
        <CardBody>
          <Flex direction="column" gap="6">
            <AccountFacts account={account} />
            <AccountProducts account={key} />
            <AccountPermissions account={key} />
          </Flex>
        </CardBody>
      </Card>
    </section>
  );
}
