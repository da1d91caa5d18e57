import { permissionToRead } from './permissionToRead';
import { Product } from './Product';

/** Zero Trust: the qualified name is none: one entity per account. */
export const zeroTrustProduct: Product = {
  id: 'zeroTrust',
  segment: 'zero-trust',
  title: 'Zero Trust',
  resourceTitle: 'Zero Trust Access',
  resourceType: 'cloudflare-zero-trust',
  entityNamePrefix: 'cf-zt-access',
  onePerAccount: true,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.zerotrust'),
  hiddenWithoutPermission: true,
  tokenPermissions: [
    'Access: Audit Logs Read',
    'Access: Apps and Policies Read',
    'Access: Organizations, Identity Providers, and Groups Read',
    'Zero Trust Read',
  ],
  dashboard: 'zero-trust',
  dashboardPath: () => 'access',
};
