import { BuiltProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { AnyIngestion } from '../ResourceIngestion';
import { pagesIngestion } from './pages';
import { workersIngestion } from './workers';
import { zeroTrustIngestion } from './zero-trust';

/** How each product's resources come into the catalog. */
export const ingestions: Record<BuiltProductId, AnyIngestion> = {
  workers: workersIngestion,
  pages: pagesIngestion,
  zeroTrust: zeroTrustIngestion,
};
