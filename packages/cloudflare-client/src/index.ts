/**
 * Typed, paced, read-only client for the Cloudflare API.
 *
 * @packageDocumentation
 */
export { latestFigures } from './areas/metrics/latestFigures';
export * from './areas/metrics.types';
export * from './areas/types';
export * from './CloudflareClient';
export { createCloudflareClient } from './createCloudflareClient';
export * from './errors';
export * from './options';
export { looksSecret } from './products/looksSecret';
export * from './products/types';
export * from './reading';
