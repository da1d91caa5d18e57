import { DashboardTarget, Product } from './Product';

/** The origins of the dashboard's parts. */
export const DASHBOARDS = {
  main: 'https://dash.cloudflare.com',
  'zero-trust': 'https://one.dash.cloudflare.com',
};

/**
 * A path segment that cannot leave its place. URL parsers read dot segments
 * also when they are encoded: these are encoded twice. Never throws.
 */
export function segment(value: string): string {
  return /^\.{1,2}$/.test(value)
    ? value.replace(/\./g, '%252E')
    : encodeURIComponent(value.replace(/\p{Cs}/gu, '\uFFFD'));
}

/**
 * Link to a resource in Cloudflare's dashboard.
 *
 * @public
 */
export function dashboardUrl(
  product: Product,
  accountId: string,
  target: DashboardTarget,
): string {
  const origin = DASHBOARDS[product.dashboard ?? 'main'];
  return `${origin}/${segment(accountId)}/${product.dashboardPath(target)}`;
}

/**
 * Link to an account's home in Cloudflare's dashboard.
 *
 * @public
 */
export function accountDashboardUrl(accountId: string): string {
  return `${DASHBOARDS.main}/${segment(accountId)}`;
}
