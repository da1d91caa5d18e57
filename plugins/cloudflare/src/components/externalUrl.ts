import {
  httpsUrl,
  isDashboardUrl,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** What a link leads to, which decides the hosts that it may have. */
export type Destination =
  /** Cloudflare's dashboard. */
  | 'dashboard'
  /** Cloudflare's documentation. */
  | 'docs'
  /** A commit or a CI run: on the hosts of `cloudflare.provenance.ciHosts`. */
  | 'source'
  /** A deployment of Pages. */
  | 'deployment'
  /** Whatever the text itself names: a site of the account. */
  | 'shown'
  /** What this installation has in its configuration, or a reviewed file. */
  | 'configured';

const DOCS_HOST = 'developers.cloudflare.com';
const DEPLOYMENTS = '.pages.dev';

/**
 * The address of a link, if people may be led there; what upstream tells can be
 * anything.
 */
export function externalUrl(
  href: string,
  to: Destination,
  by: { text: string; ciHosts: readonly string[] },
): string | undefined {
  const url = httpsUrl(href);
  return url && isAllowed(url, to, by) ? href : undefined;
}

function isAllowed(
  { href, host, origin }: URL,
  to: Destination,
  { text, ciHosts }: { text: string; ciHosts: readonly string[] },
): boolean {
  switch (to) {
    case 'dashboard':
      return isDashboardUrl(href);
    case 'docs':
      return host === DOCS_HOST;
    case 'source':
      return ciHosts.some(allowed => isOf(host, allowed.trim().toLowerCase()));
    case 'deployment':
      return host.endsWith(DEPLOYMENTS);
    case 'shown':
      return (
        text === href ||
        (href === `${origin}/` && [origin, host].includes(text))
      );
    case 'configured':
      return true;
    default:
      return false;
  }
}

/** `*.example.com` covers the subdomains of `example.com`, not itself. */
function isOf(host: string, allowed: string): boolean {
  return allowed.startsWith('*.')
    ? allowed.length > 2 && host.endsWith(allowed.slice(1))
    : host === allowed;
}
