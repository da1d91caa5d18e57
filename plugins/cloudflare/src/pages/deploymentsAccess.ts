import {
  Product,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Access } from '../components/StateBoundary';

/** The products whose resources are deployed. */
export const deployedProducts: readonly Product[] = [
  products.workers,
  products.pages,
];

/** Whoever may read one of the products sees its production deployments. */
export const deploymentsAccess = {
  permissions: deployedProducts.map(({ permission }) => permission.name),
  isAnyEnough: true,
  tokenPermissions: deployedProducts.flatMap(
    ({ tokenPermissions }) => tokenPermissions,
  ),
} satisfies Access;
