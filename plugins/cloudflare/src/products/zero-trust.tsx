import {
  AccessAuditEvent,
  products,
  ZeroTrustUser,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { Absent } from '../components/Absent';
import { tableSection } from '../components/sections';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';
import { Fact, ProductView, ResourceStatus } from './ProductView';
import { auditColumns, userColumns } from './zero-trust.columns';

const product = products.zeroTrust;

const users = tableSection<ZeroTrustUser>({
  id: 'users',
  title: t => t('zeroTrust.users.title'),
  request: ({ account }) => ({
    path: [product.segment, 'users'],
    query: { account },
  }),
  // One who is only seen in the log has no id, but the address that logged in.
  rowId: user => user.id ?? `${user.email}`,
  columns: userColumns,
  empty: t => ({
    title: t('zeroTrust.users.emptyTitle'),
    description: t('zeroTrust.users.emptyDescription'),
    docsUrl:
      'https://developers.cloudflare.com/cloudflare-one/identity/users/seat-management/',
  }),
});

const audit = tableSection<AccessAuditEvent>({
  id: 'audit',
  title: t => t('zeroTrust.audit.title'),
  request: ({ account }) => ({
    path: [product.segment, 'access', 'audit'],
    query: { account },
  }),
  rowId: event => event.id,
  columns: auditColumns,
  empty: t => ({
    title: t('zeroTrust.audit.emptyTitle'),
    description: t('zeroTrust.audit.emptyDescription'),
    docsUrl:
      'https://developers.cloudflare.com/cloudflare-one/insights/logs/audit-logs/',
  }),
});

function facts({ parameters }: CloudflareResource, t: Translate): Fact[] {
  const providers = parameters.texts('authProviders');
  return [
    {
      label: t('zeroTrust.facts.identityProviders'),
      value: providers ? (
        providers.join(', ') || t('zeroTrust.facts.noIdentityProviders')
      ) : (
        <Absent />
      ),
    },
    {
      label: t('zeroTrust.facts.applications'),
      value: parameters.number('applicationCount') ?? <Absent />,
    },
    {
      label: t('zeroTrust.facts.policies'),
      value: parameters.number('policyCount') ?? <Absent />,
    },
    {
      label: t('zeroTrust.facts.lastAuditEvent'),
      value: <Time value={parameters.text('lastAuditEvent')} />,
    },
  ];
}

function status(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  const applications = parameters.number('applicationCount');
  const policies = parameters.number('policyCount');
  if (applications !== undefined) {
    return {
      tone: 'info',
      label: t('zeroTrust.status.applications', { count: applications }),
    };
  }
  return policies === undefined
    ? { tone: 'neutral', label: t('absent.notRead') }
    : {
        tone: 'info',
        label: t('zeroTrust.status.policies', { count: policies }),
      };
}

/** Zero Trust Access: users and the authentication log. */
export const zeroTrustView: ProductView = {
  product,
  isDeployed: false,
  lastChange: resource => resource.parameters.text('lastAuditEvent'),
  status,
  facts,
  sections: [users, audit],
};
