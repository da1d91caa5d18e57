import { CfAccessApplication } from '@cloudflare-backstage/cloudflare-client';
import { HostnameSource } from '@cloudflare-backstage/plugin-cloudflare-common';

/** What may be protected: a host, or the pattern of a Worker's route. */
export interface Hostname {
  hostname: string;
  source: HostnameSource;
}

/** Stands for any number of characters. */
const WILDCARD = '*';
const BETWEEN_LABELS = '.';

/** Their domain is a link or a log-in page, and Access stands not before it. */
const TYPES_WITHOUT_PROTECTION = ['bookmark', 'saas', 'dash_sso'];

/**
 * Whether an Access application covers a hostname: whether at least one URL of
 * the hostname is also one of the application's domains. It may be a part of
 * the hostname only, and nothing is said of what the policies let through.
 *
 * - An application's `*` in a host stands for characters of one label:
 *   `*.example.com` is neither `example.com` nor `a.b.example.com`, and
 *   `*test.example.com` is also `test.example.com`.
 * - An application without a path, or with `/` or `/*`, is the whole host. A
 *   path includes what is below it: `/eng` is `/eng` and `/eng/exec`, but not
 *   `/engine`. A `*` in a path stands for any characters, also slashes; `/eng/*`
 *   is not `/eng`.
 * - A custom domain, a `workers.dev` or `pages.dev` host stands for all of its
 *   paths. A route is what Workers match: `*` stands for any characters, also
 *   dots, and without a path it is `/` only.
 * - Hosts are compared without case, ports and trailing dots; schemes and query
 *   strings are left aside. Paths are compared with case, as routes are.
 * - Applications of the types `bookmark`, `saas` and `dash_sso` cover nothing.
 */
export function covers(
  application: Pick<CfAccessApplication, 'type' | 'domain' | 'domains'>,
  target: Hostname,
): boolean {
  const { type, domain, domains } = application;
  if (type !== undefined && TYPES_WITHOUT_PROTECTION.includes(type)) {
    return false;
  }
  return [domain, ...domains].some(
    own => own !== undefined && domainCovers(own, target),
  );
}

function domainCovers(domain: string, { hostname, source }: Hostname): boolean {
  const own = split(domain);
  const target = split(hostname);
  if (own.host === '' || !overlap(own.host, target.host, BETWEEN_LABELS)) {
    return false;
  }
  const targetPath = source === 'route' ? target.path || '/' : WILDCARD;
  return pathPatterns(own.path).some(path => overlap(path, targetPath));
}

function split(text: string): { host: string; path: string } {
  const [, host, path] = /^(?:[a-z]+:\/\/)?([^/?#]*)([^?#]*)/i.exec(
    text.trim(),
  )!;
  return {
    host: host.toLowerCase().replace(/:\d*$/, '').replace(/\.+$/, ''),
    path,
  };
}

/** The path of an application and what is below it. */
function pathPatterns(path: string): string[] {
  const exact = path.replace(/\/+$/, '');
  return exact === '' || path === '/*'
    ? [WILDCARD]
    : [exact, `${exact}/${WILDCARD}`];
}

/**
 * Whether some text fits both patterns.
 *
 * @param barrier - a character for which no wildcard of `a` stands
 */
function overlap(a: string, b: string, barrier?: string): boolean {
  return endsAgree(a, b) && someTextFits(a, b, barrier);
}

/**
 * Whether what is outside of the wildcards of two patterns can be of one text.
 * It rules out nearly all pairs, of which a large account has many thousands.
 */
function endsAgree(a: string, b: string): boolean {
  const [x, y] = [endsOf(a), endsOf(b)];
  return (
    (x.start.startsWith(y.start) || y.start.startsWith(x.start)) &&
    (x.end.endsWith(y.end) || y.end.endsWith(x.end))
  );
}

/** Both are all of a pattern without a wildcard. */
function endsOf(pattern: string): { start: string; end: string } {
  const [start] = pattern.split(WILDCARD, 1);
  return { start, end: pattern.slice(pattern.lastIndexOf(WILDCARD) + 1) };
}

function someTextFits(a: string, b: string, barrier?: string): boolean {
  // `fits[j]`: whether some text fits what is left of `a` and of `b` from `j`.
  let fits: boolean[] = [];
  for (let i = a.length; i >= 0; i--) {
    const below = fits;
    fits = [];
    for (let j = b.length; j >= 0; j--) {
      const x = a[i];
      const y = b[j];
      if (x === WILDCARD || y === WILDCARD) {
        // A wildcard stands for nothing more, or for what the other one has.
        fits[j] =
          (x === WILDCARD &&
            (below[j] || (isLiteral(y) && y !== barrier && fits[j + 1]))) ||
          (y === WILDCARD && (fits[j + 1] || (isLiteral(x) && below[j])));
      } else {
        fits[j] = x === y && (x === undefined || below[j + 1]);
      }
    }
  }
  return fits[0];
}

function isLiteral(char: string | undefined): boolean {
  return char !== undefined && char !== WILDCARD;
}
