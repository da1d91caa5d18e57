import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { CloudflarePermissionPolicy } from './policy';
import { readPolicyConfig } from './readPolicyConfig';
import { warnOfUnknownHolders } from './warnOfUnknownHolders';

/**
 * Backend module that sets {@link CloudflarePermissionPolicy} as the permission
 * policy: the suggested matrix with what `cloudflare.policy` changes of it, and
 * everything that is not ours allowed or denied, as configured.
 *
 * @public
 */
export const permissionModuleCloudflare = createBackendModule({
  pluginId: 'permission',
  moduleId: 'cloudflare',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, policy, userInfo, ...deps }) {
        const { matrix, fallback, holders } = readPolicyConfig(config);
        warnOfUnknownHolders(holders, deps);
        const result =
          fallback === 'deny' ? AuthorizeResult.DENY : AuthorizeResult.ALLOW;
        policy.setPolicy(
          new CloudflarePermissionPolicy({
            userInfo,
            matrix,
            fallback: { handle: async () => ({ result }) },
          }),
        );
      },
    });
  },
});
