/**
 * Cloudflare in the Backstage app: entity tabs and pages.
 *
 * @packageDocumentation
 */
export { cloudflarePlugin as default } from './plugin';
export * from './api';
export { isCloudflareAvailable } from './conditions';
