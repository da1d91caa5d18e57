import {
  AccessAuditEvent,
  ZeroTrustUser,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import type { Translate } from '../components/useCloudflareTranslation';
import { auditColumns, userColumns } from './zero-trust.columns';

/** The users, on the page as in the panel of the entity. */
export const userList = {
  columns: userColumns,
  // One who is only seen in the log has no id, but the address that logged in.
  rowId: (user: ZeroTrustUser): string => user.id ?? `${user.email}`,
  empty: (t: Translate) => ({
    title: t('zeroTrust.users.emptyTitle'),
    description: t('zeroTrust.users.emptyDescription'),
    docsUrl:
      'https://developers.cloudflare.com/cloudflare-one/identity/users/seat-management/',
  }),
};

/** The authentication log, on the page as in the panel of the entity. */
export const auditList = {
  columns: auditColumns,
  rowId: (event: AccessAuditEvent): string => event.id,
  empty: (t: Translate) => ({
    title: t('zeroTrust.audit.emptyTitle'),
    description: t('zeroTrust.audit.emptyDescription'),
    docsUrl:
      'https://developers.cloudflare.com/cloudflare-one/insights/logs/audit-logs/',
  }),
};
