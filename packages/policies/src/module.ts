import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { CloudflarePermissionPolicy } from './policy';

/**
 * Backend module that sets {@link CloudflarePermissionPolicy} as the permission
 * policy: the suggested matrix, and everything that is not ours allowed.
 *
 * @public
 */
export const permissionModuleCloudflare = createBackendModule({
  pluginId: 'permission',
  moduleId: 'cloudflare',
  register(reg) {
    reg.registerInit({
      deps: {
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, userInfo }) {
        policy.setPolicy(new CloudflarePermissionPolicy({ userInfo }));
      },
    });
  },
});
