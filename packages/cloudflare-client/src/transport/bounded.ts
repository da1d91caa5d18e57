/** One attempt's answer: small enough, in time, and from where we asked. */
export interface BoundedAnswer {
  status: number;
  headers: Headers;
  /** Absent when the body is not said to be JSON. */
  json?: string;
  /** What else the body says; of a refusal, it may repeat what was asked. */
  text?: string;
}

/** Why an attempt brought no answer. */
export class NoAnswer extends Error {
  constructor(
    readonly reason:
      | 'network'
      | 'timeout'
      | 'too-large'
      | 'too-deep'
      | 'redirect',
    readonly status?: number,
  ) {
    super(reason);
  }
}

/** Bounds of one attempt. */
export interface Bounds {
  /** Over headers and body. */
  timeoutMs: number;
  maxBytes: number;
  signal?: AbortSignal;
}

async function readText(
  response: Response,
  maxBytes: number,
  stop: () => void,
): Promise<string> {
  if (!response.body) {
    return '';
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A reader costs half of what iterating over the body does.
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    size += value.byteLength;
    if (size > maxBytes) {
      stop();
      throw new NoAnswer('too-large', response.status);
    }
    chunks.push(value);
  }
  const [first, ...others] = chunks;
  if (!first) {
    return '';
  }
  return others.length === 0
    ? Buffer.from(first.buffer, first.byteOffset, size).toString('utf8')
    : Buffer.concat(chunks, size).toString('utf8');
}

/** Answers of Cloudflare have a tenth of it. */
const MOST_LEVELS = 200;
const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];

/**
 * Whether JSON is nested deeper than any answer, so that whoever goes through
 * it could run out of stack.
 */
function isTooDeep(json: string): boolean {
  let level = 0;
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i);
    if (code === QUOTE) {
      do {
        i = json.indexOf('"', i + 1);
        if (i < 0) {
          return false;
        }
      } while (isEscaped(json, i));
    } else if (code === OPENING[0] || code === OPENING[1]) {
      level++;
      if (level > MOST_LEVELS) {
        return true;
      }
    } else if (code === CLOSING[0] || code === CLOSING[1]) {
      level--;
    }
  }
  return false;
}

function isEscaped(json: string, index: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(index - 1 - backslashes) === BACKSLASH) {
    backslashes++;
  }
  return backslashes % 2 === 1;
}

/**
 * Makes one attempt under one deadline over headers and body, with caps on size
 * and depth, and without following redirects: they could carry the token
 * elsewhere.
 */
export async function boundedFetch(
  url: URL,
  init: {
    method: string;
    headers: Record<string, string>;
    body?: BodyInit | null;
  },
  { timeoutMs, maxBytes, signal }: Bounds,
): Promise<BoundedAnswer> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeoutMs);
  const onAbort = () => controller.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: controller.signal,
    });
    if (response.status >= 300 && response.status < 400) {
      controller.abort();
      throw new NoAnswer('redirect', response.status);
    }
    const type = response.headers.get('content-type') ?? '';
    const isJson = /^application\/([\w.-]+\+)?json\b/i.test(type.trim());
    // The body is read in any case: an unread one would hold its connection.
    const text = await readText(response, maxBytes, () => controller.abort());
    if (isJson && isTooDeep(text)) {
      throw new NoAnswer('too-deep', response.status);
    }
    return {
      status: response.status,
      headers: response.headers,
      json: isJson ? text : undefined,
      text: isJson ? undefined : text,
    };
  } catch (error) {
    if (error instanceof NoAnswer) {
      throw error;
    }
    signal?.throwIfAborted();
    // The cause stays here: its text may name hosts and addresses.
    throw new NoAnswer(timedOut ? 'timeout' : 'network');
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
