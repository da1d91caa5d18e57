import { BuiltProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Route } from '../routing/route';
import { pagesBackend } from './pages';
import { ProductBackend, ProductDependencies } from './ProductBackend';
import { workersBackend } from './workers';
import { zeroTrustBackend } from './zero-trust';
import { AccessApplications } from './zero-trust/AccessApplications';
import { HostnameAccessReader } from './zero-trust/HostnameAccessReader';

/** Every product that is built. */
export const productBackends: Record<BuiltProductId, ProductBackend> = {
  workers: workersBackend,
  pages: pagesBackend,
  zeroTrust: zeroTrustBackend,
};

/** The routes of every product, with what they share. */
export function productRoutes(
  options: Pick<ProductDependencies, 'environments' | 'provenance'>,
): Route[] {
  const accessApplications = new AccessApplications();
  const hostnameAccess = new HostnameAccessReader(accessApplications);
  return Object.values(productBackends).flatMap(backend =>
    backend.routes({ ...options, accessApplications, hostnameAccess }),
  );
}
