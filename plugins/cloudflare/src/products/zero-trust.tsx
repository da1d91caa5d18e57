import { Text } from '@backstage/ui';
import {
  AccessAuditEvent,
  products,
  ZeroTrustDevice,
  ZeroTrustUser,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { Absent } from '../components/Absent';
import { Lines } from '../components/Lines';
import { ProductColumn } from '../components/ProductTable';
import { tableSection } from '../components/sections';
import { StatusTag } from '../components/StatusTag';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';
import { Fact, ProductView } from './ProductView';

const product = products.zeroTrust;

const users = tableSection<ZeroTrustUser>({
  id: 'users',
  title: t => t('zeroTrust.users.title'),
  request: ({ account }) => ({
    path: [product.segment, 'users'],
    query: { account },
  }),
  // One who is only seen in the log has no id, but the address that signed in.
  rowId: user => user.id ?? `${user.email}`,
  columns: userColumns,
  empty: t => ({
    title: t('zeroTrust.users.emptyTitle'),
    description: t('zeroTrust.users.emptyDescription'),
    docsUrl:
      'https://developers.cloudflare.com/cloudflare-one/identity/users/seat-management/',
  }),
});

function userColumns(t: Translate): ProductColumn<ZeroTrustUser>[] {
  return [
    {
      id: 'user',
      label: t('zeroTrust.users.user'),
      share: 1.4,
      isRowHeader: true,
      cell: row => (
        <>
          {row.email ?? <Absent />}
          {row.name && (
            <Text as="p" variant="body-small" color="secondary">
              {row.name}
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'seats',
      label: t('zeroTrust.users.seats'),
      cell: row => seats(row, t),
    },
    {
      id: 'lastLogin',
      label: t('zeroTrust.users.lastLogin'),
      cell: row => <Time value={row.lastSuccessfulLogin} />,
    },
    {
      id: 'logins',
      label: t('zeroTrust.users.logins'),
      cell: row =>
        row.logins ? (
          t('zeroTrust.users.loginCounts', {
            allowed: String(row.logins.allowed),
            refused: String(row.logins.refused),
          })
        ) : (
          <Absent />
        ),
    },
    {
      id: 'devices',
      label: t('zeroTrust.users.devices'),
      share: 1.6,
      cell: row => deviceList(row.devices, t),
    },
  ];
}

function seats(user: ZeroTrustUser, t: Translate) {
  if (user.accessSeat === undefined && user.gatewaySeat === undefined) {
    return <Absent />;
  }
  const names = [
    user.accessSeat && t('zeroTrust.users.accessSeat'),
    user.gatewaySeat && t('zeroTrust.users.gatewaySeat'),
  ].filter(Boolean);
  return names.length ? names.join(', ') : t('zeroTrust.users.noSeat');
}

function deviceList(devices: ZeroTrustDevice[] | undefined, t: Translate) {
  if (!devices) {
    return <Absent />;
  }
  if (devices.length === 0) {
    return t('zeroTrust.users.noDevices');
  }
  return (
    <Lines items={devices}>
      {device => {
        const system =
          [device.type, device.osVersion].filter(Boolean).join(' ') ||
          t('absent.notKnown');
        // A masked device has no name: its system is what is left to tell.
        return device.name
          ? t('zeroTrust.users.device', { name: device.name, system })
          : system;
      }}
    </Lines>
  );
}

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

function auditColumns(t: Translate): ProductColumn<AccessAuditEvent>[] {
  return [
    {
      id: 'time',
      label: t('zeroTrust.audit.time'),
      share: 1.05,
      isRowHeader: true,
      cell: row => <Time value={row.occurredAt} />,
    },
    {
      id: 'actor',
      label: t('zeroTrust.audit.actor'),
      share: 1.5,
      cell: row => row.actor ?? <Absent reason={t('absent.notTold')} />,
    },
    {
      id: 'action',
      label: t('zeroTrust.audit.action'),
      share: 0.7,
      cell: row => row.action,
    },
    {
      id: 'decision',
      label: t('zeroTrust.audit.decision'),
      share: 0.9,
      cell: row => decision(row.allowed, t),
    },
    {
      id: 'target',
      label: t('zeroTrust.audit.target'),
      share: 1.6,
      cell: row => (
        <>
          {row.applicationName ?? row.target ?? <Absent />}
          {row.applicationName && row.target && (
            <Text as="p" variant="body-small" color="secondary">
              {row.target}
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'identityProvider',
      label: t('zeroTrust.audit.identityProvider'),
      share: 1.05,
      cell: row =>
        row.identityProvider ?? <Absent reason={t('absent.notTold')} />,
    },
    {
      id: 'ipAddress',
      label: t('zeroTrust.audit.ipAddress'),
      share: 1.35,
      cell: row => (
        <>
          {row.ipAddress ?? <Absent reason={t('absent.notTold')} />}
          {row.country && (
            <Text as="p" variant="body-small" color="secondary">
              {row.country.toLocaleUpperCase('en-US')}
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'rayId',
      label: t('zeroTrust.audit.rayId'),
      share: 1.2,
      cell: row =>
        row.rayId ? (
          <code>{row.rayId}</code>
        ) : (
          <Absent reason={t('absent.notTold')} />
        ),
    },
  ];
}

function decision(allowed: boolean | undefined, t: Translate) {
  if (allowed === undefined) {
    return <Absent />;
  }
  return allowed ? (
    <StatusTag tone="success" label={t('zeroTrust.audit.allowed')} />
  ) : (
    <StatusTag tone="danger" label={t('zeroTrust.audit.refused')} />
  );
}

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

/** Zero Trust Access: users and the authentication log. */
export const zeroTrustView: ProductView = {
  product,
  isDeployed: false,
  lastChange: resource => resource.parameters.text('lastAuditEvent'),
  facts,
  sections: [users, audit],
};
