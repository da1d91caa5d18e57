/**
 * Products, permissions, annotations and names shared by the Cloudflare
 * plugins for Backstage.
 *
 * @packageDocumentation
 */
export * from './aiGatewayFallback';
export * from './aiSearch';
export * from './annotations';
export * from './api';
export * from './entityNames';
export * from './incidents';
export * from './links';
export * from './parameters';
export * from './permissions';
export * from './problems';
export * from './r2Lifecycle';
export * from './scorecards';
export { accountDashboardUrl, dashboardUrl } from './products/dashboard';
export { productIds, productOfResourceType, products } from './products';
export type { DashboardTarget, Product, ProductId } from './products';
