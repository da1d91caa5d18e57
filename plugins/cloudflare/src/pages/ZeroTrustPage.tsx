import { usePermission } from '@backstage/plugin-permission-react';
import { Flex, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import {
  products,
  ZeroTrustUser,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { CatalogFailure } from '../components/CatalogFailure';
import { useAccountKeys } from '../catalog/useFacetValues';
import { PermittedBody } from '../components/PermittedBody';
import {
  Access,
  EmptyNotice,
  LoadingNotice,
} from '../components/StateBoundary';
import { useCloudflareTranslation } from '../components/useCloudflareTranslation';
import { useUrlViewState, ViewState } from '../components/useViewState';
import { WholeTable } from '../components/WholeTable';
import { userList } from '../products/zero-trust.lists';
import { AccessActivitySection } from './AccessActivitySection';
import { AccessAuditSection } from './AccessAuditSection';
import { readTimeWindow, timesOf, TimeWindow } from './timeWindow';
import { ZeroTrustScope } from './ZeroTrustScope';

const LOG = 'log';
const USERS = 'users';

const ACCESS: Access = {
  permissions: [products.zeroTrust.permission.name],
  tokenPermissions: products.zeroTrust.tokenPermissions,
};

/** Log-ins to Access, their log, and the users of an account. */
export function ZeroTrustPage() {
  const decision = usePermission({ permission: products.zeroTrust.permission });
  return (
    <PermittedBody access={ACCESS} decisions={[decision]}>
      <ZeroTrust />
    </PermittedBody>
  );
}

function ZeroTrust() {
  const { t } = useCloudflareTranslation();
  const { value: accounts, error, retry } = useAccountKeys();
  const view = useUrlViewState();
  const chosen = view.read('account');
  if (error) {
    return (
      <CatalogFailure
        title={t('zeroTrustPage.accountsFailed')}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!accounts) {
    return <LoadingNotice />;
  }
  const account = chosen || accounts[0];
  if (!account) {
    return (
      <EmptyNotice
        title={t('zeroTrustPage.noAccountTitle')}
        description={t('zeroTrustPage.noAccount')}
      />
    );
  }
  const window = readTimeWindow(view);
  return (
    <Flex direction="column" gap="6">
      <ZeroTrustScope
        accounts={accounts}
        account={account}
        window={window}
        view={view}
      />
      <AccessActivitySection
        key={JSON.stringify([account, window])}
        account={account}
        window={window}
        access={ACCESS}
      />
      <LogAndUsers account={account} window={window} view={view} />
    </Flex>
  );
}

function LogAndUsers(props: {
  account: string;
  window: TimeWindow;
  view: ViewState;
}) {
  const { view, ...scope } = props;
  const { t } = useCloudflareTranslation();
  return (
    <Tabs
      selectedKey={view.read('tab') === USERS ? USERS : LOG}
      onSelectionChange={key => view.write({ tab: key === USERS ? USERS : '' })}
    >
      <TabList aria-label={t('zeroTrustPage.tabs')}>
        <Tab id={LOG}>{t('zeroTrustPage.audit.title')}</Tab>
        <Tab id={USERS}>{t('zeroTrustPage.users.title')}</Tab>
      </TabList>
      <TabPanel id={LOG}>
        <Flex direction="column" gap="4" pt="4">
          <AccessAuditSection {...scope} view={view} access={ACCESS} />
        </Flex>
      </TabPanel>
      <TabPanel id={USERS}>
        <Flex direction="column" gap="4" pt="4">
          <Users {...scope} />
        </Flex>
      </TabPanel>
    </Tabs>
  );
}

function Users(props: { account: string; window: TimeWindow }) {
  const { account, window } = props;
  const { t } = useCloudflareTranslation();
  const columns = useMemo(() => userList.columns(t), [t]);
  return (
    <WholeTable<ZeroTrustUser>
      key={JSON.stringify([account, window])}
      isOfPage
      label={t('zeroTrustPage.users.what')}
      fileName="zero-trust-users"
      request={() => ({
        path: ['zero-trust', 'users'],
        query: { account, ...timesOf(window, Date.now()) },
      })}
      columns={columns}
      rowId={userList.rowId}
      access={ACCESS}
      empty={userList.empty(t)}
    />
  );
}
