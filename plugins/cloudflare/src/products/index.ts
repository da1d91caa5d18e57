import {
  BuiltProductId,
  Product,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { pagesView } from './pages';
import { ProductView } from './ProductView';
import { workersView } from './workers';
import { zeroTrustView } from './zero-trust';

/** How each product looks. */
export const productViews: Record<BuiltProductId, ProductView> = {
  workers: workersView,
  pages: pagesView,
  zeroTrust: zeroTrustView,
};

/** The view of a product; `undefined` where none is built. */
export function viewOf(product: Product | undefined): ProductView | undefined {
  return (
    product &&
    (productViews as Partial<Record<string, ProductView>>)[product.id]
  );
}
