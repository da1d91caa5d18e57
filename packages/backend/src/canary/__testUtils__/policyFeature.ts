import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  coreServices,
  createServiceFactory,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PolicyQuery } from '@backstage/plugin-permission-node';
import { CloudflarePermissionPolicy } from '@cloudflare-backstage/plugin-permission-backend-module-cloudflare';

type Principal =
  | BackstageUserPrincipal
  | BackstageServicePrincipal
  | { type: 'none' };

/** `user:default/readers-7` is in `group:default/readers`. */
const userInfo: UserInfoService = {
  async getUserInfo({ principal }) {
    const { userEntityRef } = principal as BackstageUserPrincipal;
    const group = userEntityRef.replace('user:', 'group:').replace(/-\d+$/, '');
    return { userEntityRef, ownershipEntityRefs: [userEntityRef, group] };
  },
};

const policy = new CloudflarePermissionPolicy({ userInfo });

async function decide(
  requests: Pick<PolicyQuery, 'permission'>[],
  { credentials }: { credentials: BackstageCredentials },
) {
  const principal = credentials.principal as Principal;
  return Promise.all(
    requests.map(async ({ permission }) => {
      if (principal.type !== 'user') {
        // As Backstage does: plugins trust one another.
        const isService = principal.type === 'service';
        return {
          result: isService ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        } as const;
      }
      return policy.handle(
        { permission },
        {
          credentials:
            credentials as BackstageCredentials<BackstageUserPrincipal>,
          info: { userEntityRef: '', ownershipEntityRefs: [] },
        },
      );
    }),
  );
}

/** Our policy, with nothing between it and those who ask. */
export const policyFeature = createServiceFactory({
  service: coreServices.permissions,
  deps: {},
  factory: (): PermissionsService => ({
    authorize: decide as PermissionsService['authorize'],
    authorizeConditional: decide,
  }),
});
