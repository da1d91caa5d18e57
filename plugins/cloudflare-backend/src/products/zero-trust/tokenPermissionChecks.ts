import { TokenPermissionCheck } from '../ProductBackend';

const MS_PER_HOUR = 3_600_000;

/** Each permission group has a part of Zero Trust of its own. */
export const tokenPermissionChecks: Record<string, TokenPermissionCheck> = {
  'Access: Audit Logs Read': (client, options) => {
    const until = new Date();
    const since = new Date(until.getTime() - MS_PER_HOUR);
    return client.zeroTrust.accessAudit(
      { since, until },
      { ...options, limit: 1 },
    );
  },
  'Access: Apps and Policies Read': (client, options) =>
    client.zeroTrust.policies(options),
  'Access: Organizations, Identity Providers, and Groups Read': (
    client,
    options,
  ) => client.zeroTrust.identityProviders(options),
  'Zero Trust Read': (client, options) => client.zeroTrust.devices(options),
};
