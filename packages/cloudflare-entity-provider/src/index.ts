/**
 * Brings Cloudflare resources into the Backstage catalog.
 *
 * @packageDocumentation
 */
export { CloudflareAnnotationProcessor } from './CloudflareAnnotationProcessor';
export { CloudflareEntityProvider } from './CloudflareEntityProvider';
export { DETAIL_SLOTS, detailSlot } from './details';
export { catalogModuleCloudflare as default } from './module';
