import type { Cloudflare, ClientOptions } from 'cloudflare';

/** Behaviour of the API that this package is written for. */
const API_VERSION = '2026-10-02';
/** Timers cannot be longer than this. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Loads the SDK when it is needed: its thousand files take half a second.
 * `require` and not `import()`, which takes twice as long and twice the memory.
 */
function loadSdk(): typeof import('cloudflare') {
  return require('cloudflare');
}

/**
 * The SDK adds the headers of this variable to every request, in place of its
 * own, and fails when they are not valid. No option turns that off.
 */
function withoutCustomHeaders<T>(create: () => T): T {
  const { CLOUDFLARE_CUSTOM_HEADERS: custom } = process.env;
  delete process.env.CLOUDFLARE_CUSTOM_HEADERS;
  try {
    return create();
  } finally {
    if (custom !== undefined) {
      process.env.CLOUDFLARE_CUSTOM_HEADERS = custom;
    }
  }
}

/** The SDK with our `fetch` below it, and with nothing of the environment. */
export function createSdk(
  baseUrl: URL,
  fetch: ClientOptions['fetch'],
): Cloudflare {
  const { Cloudflare: Sdk } = loadSdk();
  return withoutCustomHeaders(
    () =>
      // Each credential is named, so that none is taken from the environment.
      new Sdk({
        baseURL: baseUrl.href.replace(/\/$/, ''),
        apiToken: 'set for each request',
        apiKey: null,
        apiEmail: null,
        userServiceKey: null,
        apiVersion: API_VERSION,
        logLevel: 'off',
        maxRetries: 0,
        // The deadlines are ours.
        timeout: LONGEST_TIMER_MS,
        fetch,
      }),
  );
}
