import { holdsAddress } from './addresses';

/** Longer than any message that Cloudflare keeps. */
const MAX_URL_LENGTH = 2048;

/**
 * The address alone: https, without query, fragment, `.git` and closing slash.
 * Undefined for anything else, for a URL with user info: what stands before the
 * `@` is a credential, or there to disguise the host; and for one that names a
 * person by an e-mail address, encoded or not, since everybody sees it.
 */
export function cleanUrl(text: string): string | undefined {
  if (
    text.length > MAX_URL_LENGTH ||
    !/^https:\/\//i.test(text) ||
    // URL parsers drop or turn these silently.
    /[\s\\\p{Cc}\p{Cf}\p{Cs}]/u.test(text)
  ) {
    return undefined;
  }
  const url = parse(text);
  if (!url || url.username || url.password) {
    return undefined;
  }
  const cleaned = url.origin + url.pathname.replace(/(?:\/|\.git)+$/, '');
  if (holdsAddress(cleaned.replace(/%(?:25)*40/gi, '@'))) {
    return undefined;
  }
  // What is cut off can leave a path that reads differently (`/a/..git`).
  return cleaned === text ? cleaned : cleanUrl(cleaned);
}

/**
 * Whether links to the URL's host may be shown. `*.example.com` covers the
 * subdomains of `example.com`, not itself; a port counts as part of the host.
 */
export function isAllowedHost(url: string, hosts: readonly string[]): boolean {
  const host = parse(url)?.host;
  return (
    host !== undefined &&
    hosts.some(entry => {
      const allowed = entry.trim().toLowerCase();
      return allowed.startsWith('*.')
        ? allowed.length > 2 && host.endsWith(allowed.slice(1))
        : host === allowed;
    })
  );
}

/** Link to a commit on the host of its repository. */
export function commitUrlOf(repositoryUrl: string, commitSha: string): string {
  const host = new URL(repositoryUrl).hostname;
  if (/(^|\.)gitlab\./.test(host)) {
    return `${repositoryUrl}/-/commit/${commitSha}`;
  }
  if (/(^|\.)bitbucket\./.test(host)) {
    return `${repositoryUrl}/commits/${commitSha}`;
  }
  return `${repositoryUrl}/commit/${commitSha}`;
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
