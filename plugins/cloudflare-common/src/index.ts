/**
 * Products, permissions, annotations and names shared by the Cloudflare
 * plugins for Backstage.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './entityNames';
export * from './incidents';
export * from './parameters';
export * from './permissions';
export * from './problems';
export { accountDashboardUrl, dashboardUrl } from './products/dashboard';
export {
  builtProductIds,
  productIds,
  productOfResourceType,
  products,
} from './products';
export type {
  BuiltProductId,
  DashboardTarget,
  Product,
  ProductId,
} from './products';
