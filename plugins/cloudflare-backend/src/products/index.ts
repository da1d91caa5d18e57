import { BuiltProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { pagesBackend } from './pages';
import { ProductBackend } from './ProductBackend';
import { workersBackend } from './workers';
import { zeroTrustBackend } from './zero-trust';

/** Every product that is built. */
export const productBackends: Record<BuiltProductId, ProductBackend> = {
  workers: workersBackend,
  pages: pagesBackend,
  zeroTrust: zeroTrustBackend,
};
