import { DASHBOARDS } from './products/dashboard';

/**
 * The hosts of the public CI services: links to commits and CI runs lead there
 * unless `cloudflare.provenance.ciHosts` names others.
 *
 * @public
 */
export const publicCiHosts: readonly string[] = [
  'github.com',
  'gitlab.com',
  'circleci.com',
  'app.circleci.com',
  'buildkite.com',
  'dash.cloudflare.com',
];

/**
 * What a site is reached by, as it is given: https and a host, with no user,
 * path or query. `undefined` for anything else.
 *
 * @public
 */
export function siteUrl(text: string): string | undefined {
  const url = httpsUrl(text);
  // URL parsers turn what is no host into a path, or the like.
  return url && url.href === `${url.origin}/` ? text : undefined;
}

/**
 * Whether a URL leads to Cloudflare's dashboard.
 *
 * @public
 */
export function isDashboardUrl(text: string): boolean {
  const url = httpsUrl(text);
  return url !== undefined && Object.values(DASHBOARDS).includes(url.origin);
}

/**
 * What people may be led to: an https URL without a user, which can be a
 * credential, or there to disguise the host. `undefined` for anything else.
 *
 * @public
 */
export function httpsUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && !url.username && !url.password
    ? url
    : undefined;
}
