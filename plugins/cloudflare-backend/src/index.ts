/**
 * HTTP API of the Cloudflare plugins.
 *
 * @packageDocumentation
 */
export { cloudflarePlugin as default } from './plugin';
