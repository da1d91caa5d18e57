export { cloudflareApiRef } from './CloudflareApi';
export type { CloudflareApi, CloudflareRequest } from './CloudflareApi';
export { CloudflareClient } from './CloudflareClient';
