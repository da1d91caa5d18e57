/**
 * Permission policy for the Cloudflare plugins.
 *
 * @packageDocumentation
 */
export { cloudflarePolicyMatrix } from './matrix';
export type { PolicyMatrix } from './matrix';
export { permissionModuleCloudflare as default } from './module';
export {
  cloudflareDecision,
  CloudflarePermissionPolicy,
  withoutHiddenEntities,
} from './policy';
export { readPolicyConfig } from './readPolicyConfig';
export type { ConfiguredHolder, PolicyConfig } from './readPolicyConfig';
