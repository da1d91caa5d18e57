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

interface Template {
  method: string;
  segments: string[];
}

/**
 * Read-only by construction: what leaves must match one of the requests that
 * the areas declare (`GET /accounts/{account}/things/{thing}`), for the one
 * account and the one host.
 */
export class AllowedRequests {
  private readonly templates: Template[];

  constructor(
    private readonly baseUrl: URL,
    private readonly accountId: string,
    requests: readonly string[],
  ) {
    this.templates = requests.map(request => {
      const [method, path] = request.split(' ');
      return { method, segments: path.split('/').slice(1) };
    });
  }

  /** Throws unless the request may leave. */
  check(method: string, url: URL): void {
    const prefix = `${this.baseUrl.pathname.replace(/\/$/, '')}/`;
    const segments = url.pathname.slice(prefix.length).split('/');
    const allowed =
      url.origin === this.baseUrl.origin &&
      !url.username &&
      !url.password &&
      url.pathname.startsWith(prefix) &&
      this.templates.some(
        template =>
          template.method === method &&
          template.segments.length === segments.length &&
          template.segments.every((expected, index) =>
            this.matches(expected, segments[index]),
          ),
      );
    if (!allowed) {
      throw new CloudflareInputError(
        'Refused to send a request that is not on the list of read-only requests to Cloudflare',
      );
    }
  }

  private matches(expected: string, segment: string): boolean {
    if (expected === '{account}') {
      return segment === encodeURIComponent(this.accountId);
    }
    if (!expected.startsWith('{')) {
      return segment === expected;
    }
    try {
      return isSafeSegment(decodeURIComponent(segment));
    } catch {
      return false;
    }
  }
}
