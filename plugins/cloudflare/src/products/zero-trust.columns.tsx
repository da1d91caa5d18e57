import { Text } from '@backstage/ui';
import {
  AccessAuditEvent,
  ZeroTrustDevice,
  ZeroTrustUser,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { Breakable } from '../components/Breakable';
import { CopyButton } from '../components/CopyButton';
import { IncidentLink } from '../components/IncidentLink';
import { Lines } from '../components/Lines';
import { StatusTag } from '../components/StatusTag';
import { ProductColumn } from '../components/tableColumns';
import { Tags } from '../components/Tags';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';

/** The columns of a list of users. */
export function userColumns(t: Translate): ProductColumn<ZeroTrustUser>[] {
  return [
    {
      id: 'user',
      label: t('zeroTrust.users.user'),
      share: 1.4,
      isRowHeader: true,
      value: row => row.email,
      cell: row => (
        <>
          {row.email ? <Breakable>{row.email}</Breakable> : <Absent />}
          {row.name && (
            <Text as="p" variant="body-small" color="secondary">
              {row.name}
            </Text>
          )}
        </>
      ),
    },
    {
      // Shown with the address, but found and exported by itself.
      id: 'name',
      label: t('zeroTrust.users.name'),
      value: row => row.name,
    },
    {
      id: 'seats',
      label: t('zeroTrust.users.seats'),
      value: row => seatText(row, t),
      cell: row => seatText(row, t) ?? <Absent />,
    },
    {
      id: 'lastLogin',
      label: t('zeroTrust.users.lastLogin'),
      value: row => row.lastSuccessfulLogin,
      cell: row => <Time value={row.lastSuccessfulLogin} />,
    },
    {
      id: 'logins',
      label: t('zeroTrust.users.logins'),
      value: row => loginText(row, t),
      cell: row => loginText(row, t) ?? <Absent />,
    },
    {
      id: 'devices',
      label: t('zeroTrust.users.devices'),
      share: 1.6,
      value: row =>
        row.devices &&
        (row.devices.map(device => deviceText(device, t)).join('; ') ||
          t('zeroTrust.users.noDevices')),
      cell: row => deviceList(row.devices, t),
    },
  ];
}

function seatText(user: ZeroTrustUser, t: Translate): string | undefined {
  if (user.accessSeat === undefined && user.gatewaySeat === undefined) {
    return undefined;
  }
  const names = [
    user.accessSeat && t('zeroTrust.users.accessSeat'),
    user.gatewaySeat && t('zeroTrust.users.gatewaySeat'),
  ].filter(Boolean);
  return names.join(', ') || t('zeroTrust.users.noSeat');
}

function loginText({ logins }: ZeroTrustUser, t: Translate) {
  return (
    logins &&
    t('zeroTrust.users.loginCounts', {
      allowed: String(logins.allowed),
      refused: String(logins.refused),
    })
  );
}

function deviceList(devices: ZeroTrustDevice[] | undefined, t: Translate) {
  if (!devices) {
    return <Absent />;
  }
  if (devices.length === 0) {
    return t('zeroTrust.users.noDevices');
  }
  return <Lines items={devices}>{device => deviceText(device, t)}</Lines>;
}

function deviceText(device: ZeroTrustDevice, t: Translate): string {
  const system =
    [device.type, device.osVersion].filter(Boolean).join(' ') ||
    t('absent.notKnown');
  // A masked device has no name: its system is what is left to tell.
  return device.name
    ? t('zeroTrust.users.device', { name: device.name, system })
    : system;
}

/** The columns of the authentication log. */
export function auditColumns(t: Translate): ProductColumn<AccessAuditEvent>[] {
  return [
    {
      id: 'time',
      label: t('zeroTrust.audit.time'),
      share: 1.2,
      isRowHeader: true,
      value: row => row.occurredAt,
      cell: row => <Time value={row.occurredAt} />,
    },
    {
      id: 'actor',
      label: t('zeroTrust.audit.actor'),
      share: 1.5,
      value: row => row.actor,
      cell: row =>
        row.actor ? (
          <Breakable>{row.actor}</Breakable>
        ) : (
          <Absent reason={t('absent.notTold')} />
        ),
    },
    {
      id: 'action',
      label: t('zeroTrust.audit.action'),
      share: 0.75,
      value: row => actionText(row.action, t),
      cell: row => actionText(row.action, t),
    },
    {
      id: 'decision',
      label: t('zeroTrust.audit.decision'),
      share: 0.9,
      value: row => decisionText(row.allowed, t),
      cell: row => decision(row.allowed, t),
    },
    {
      id: 'target',
      label: t('zeroTrust.audit.target'),
      share: 1.3,
      value: row =>
        [row.applicationName, row.target].filter(Boolean).join(' ') ||
        undefined,
      cell: row => (
        <>
          {row.applicationName ?? row.target ?? <Absent />}
          {row.applicationName && row.target && (
            <Text as="p" variant="body-small" color="secondary">
              <Breakable>{row.target}</Breakable>
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'identityProvider',
      label: t('zeroTrust.audit.identityProvider'),
      share: 0.85,
      value: row => row.identityProvider,
      cell: row =>
        row.identityProvider ?? <Absent reason={t('absent.notTold')} />,
    },
    {
      id: 'ipAddress',
      label: t('zeroTrust.audit.ipAddress'),
      share: 1.1,
      value: row =>
        [row.ipAddress, row.country].filter(Boolean).join(' ') || undefined,
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
      share: 1.5,
      value: row => row.rayId,
      cell: row => (
        <Tags>
          {row.rayId ? (
            <>
              <Text as="span" variant="body-small">
                <code>{row.rayId}</code>
              </Text>
              <CopyButton
                value={row.rayId}
                what={t('zeroTrust.audit.rayIdName')}
              />
            </>
          ) : (
            <Absent reason={t('absent.notTold')} />
          )}
          <IncidentLink id={row.rayId ?? row.id} />
        </Tags>
      ),
    },
    // Tickets about an event without a ray id are found by this one.
    { id: 'id', label: t('zeroTrust.audit.eventId'), value: row => row.id },
  ];
}

/** What the log has entries of, as far as it is known. */
export const accessActions = ['login', 'logout'] as const;

/** What somebody did; what is not known here, in Cloudflare's word. */
export function actionText(action: string, t: Translate): string {
  const known = accessActions.find(one => one === action);
  return known ? t(`zeroTrust.audit.actions.${known}`) : action;
}

function decisionText(
  allowed: boolean | undefined,
  t: Translate,
): string | undefined {
  return allowed === undefined
    ? undefined
    : t(allowed ? 'zeroTrust.audit.allowed' : 'zeroTrust.audit.refused');
}

function decision(allowed: boolean | undefined, t: Translate) {
  const text = decisionText(allowed, t);
  return text ? (
    <StatusTag tone={allowed ? 'success' : 'danger'} label={text} />
  ) : (
    <Absent />
  );
}
