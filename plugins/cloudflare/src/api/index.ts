export { cloudflareApiRef } from './CloudflareApi';
export type {
  CloudflareApi,
  CloudflareFile,
  CloudflareRequest,
} from './CloudflareApi';
export { CloudflareClient } from './CloudflareClient';
