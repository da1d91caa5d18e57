/**
 * The Cloudflare service and extension points for Backstage backends.
 *
 * @packageDocumentation
 */
export {
  cloudflareServiceRef,
  type CloudflareAccount,
  type CloudflareRequestObserver,
  type CloudflareService,
} from './CloudflareService';
export { databaseFault, faultText } from './database/databaseFault';
export { inTransaction } from './database/inTransaction';
export { DataClassRules } from './DataClassRules';
export * from './entityTransformer';
export { EnvironmentRules } from './EnvironmentRules';
export { readProvenanceOptions } from './readProvenanceOptions';
export * from './ResourceMatch';
