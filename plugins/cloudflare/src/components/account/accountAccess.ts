import { cloudflareReadAccountPermission } from '@cloudflare-backstage/plugin-cloudflare-common';

/** Who may read the accounts, and what of Cloudflare it takes. */
export const accountAccess = {
  permissions: [cloudflareReadAccountPermission.name],
  tokenPermissions: ['Account Settings Read'],
};
