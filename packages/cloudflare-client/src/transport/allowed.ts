import { CloudflareInputError } from '../errors';

const LONGEST_SEGMENT_BYTES = 256;

function isSafeSegment(value: string): boolean {
  return (
    value !== '' &&
    value !== '.' &&
    value !== '..' &&
    // eslint-disable-next-line no-control-regex
    !/[\u0000-\u001f\u007f-\u009f]/.test(value) &&
    !/\p{Surrogate}/u.test(value) &&
    Buffer.byteLength(value) <= LONGEST_SEGMENT_BYTES
  );
}

/**
 * Checks a value that becomes a segment of an upstream path, before anything
 * is sent: an empty segment would turn a read of one item into another call.
 */
export function pathParameter(value: string, what: string): string {
  if (typeof value !== 'string' || !isSafeSegment(value)) {
    throw new CloudflareInputError(
      `The ${what} is not usable in a request to Cloudflare: it must have 1 to ${LONGEST_SEGMENT_BYTES} bytes, no control characters, and not be '.' or '..'`,
    );
  }
  return value;
}

/** Reads the address of the API: https, or http to this machine. */
export function readBaseUrl(value: string): URL {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new CloudflareInputError(
      'The base URL of the Cloudflare API (apiBaseUrl) is not a URL',
    );
  }
  const loopback =
    ['localhost', '[::1]'].includes(url.hostname) ||
    /^127(\.\d{1,3}){3}$/.test(url.hostname);
  if (
    !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  ) {
    throw new CloudflareInputError(
      'The base URL of the Cloudflare API (apiBaseUrl) must be an https URL (http only to a loopback address) without user, query or fragment',
    );
  }
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

/** Segments of a path that is allowed, as a tree. */
interface Branch {
  /** The declared path that ends here, as a template. */
  ends?: string;
  literal: Map<string, Branch>;
  /** What follows a segment that names something. */
  named?: Branch;
}

/**
 * Read-only by construction: what leaves must match one of the requests that
 * the areas declare (`GET /accounts/{account}/things/{thing}`), for the one
 * account and the one host.
 */
export class AllowedRequests {
  /** By method. */
  private readonly trees = new Map<string, Branch>();
  private readonly prefix: string;

  constructor(
    private readonly baseUrl: URL,
    accountId: string,
    requests: readonly string[],
  ) {
    this.prefix = `${baseUrl.pathname.replace(/\/$/, '')}/`;
    const account = encodeURIComponent(accountId);
    for (const request of requests) {
      const [method, path] = request.split(' ');
      let branch: Branch = this.trees.get(method) ?? { literal: new Map() };
      this.trees.set(method, branch);
      for (const segment of path.split('/').slice(1)) {
        branch = grow(branch, segment === '{account}' ? account : segment);
      }
      branch.ends ??= path;
    }
  }

  /** Answers the path as it was declared; throws unless the request may leave. */
  check(method: string, url: URL): string {
    const { pathname } = url;
    const tree = this.trees.get(method);
    const template =
      tree !== undefined &&
      url.origin === this.baseUrl.origin &&
      !url.username &&
      !url.password &&
      pathname.startsWith(this.prefix)
        ? templateOf(tree, pathname.slice(this.prefix.length).split('/'))
        : undefined;
    if (template === undefined) {
      throw new CloudflareInputError(
        'Refused to send a request that is not on the list of read-only requests to Cloudflare',
      );
    }
    return template;
  }
}

function grow(branch: Branch, segment: string): Branch {
  if (segment.startsWith('{')) {
    branch.named ??= { literal: new Map() };
    return branch.named;
  }
  const next: Branch = branch.literal.get(segment) ?? { literal: new Map() };
  branch.literal.set(segment, next);
  return next;
}

/** The template that segments, from one on, are the rest of; else undefined. */
function templateOf(
  branch: Branch,
  segments: string[],
  from = 0,
): string | undefined {
  if (from === segments.length) {
    return branch.ends;
  }
  const segment = segments[from];
  const literal = branch.literal.get(segment);
  return (
    (literal && templateOf(literal, segments, from + 1)) ??
    (branch.named && isName(segment)
      ? templateOf(branch.named, segments, from + 1)
      : undefined)
  );
}

function isName(segment: string): boolean {
  try {
    return isSafeSegment(decodeURIComponent(segment));
  } catch {
    return false;
  }
}
