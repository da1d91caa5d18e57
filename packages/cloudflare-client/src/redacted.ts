import { inspect } from 'node:util';
import { CloudflareApiError, CloudflareInputError } from './errors';

const BEARER = /\bBearer\s+[^\s"',;]{8,}/gi;
/** Tokens of Cloudflare have 40 characters, or more in their newer forms. */
const TOKEN = /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{40,}(?![\w-])/gi;

/** A text with nothing left of what could be a credential. */
export function redacted(text: string): string {
  return text.replace(BEARER, 'Bearer ***').replace(TOKEN, '***');
}

/**
 * An error that nobody foresaw, as it may be told: what it says can repeat what
 * was sent. Errors of our own words stay as they are.
 */
export function redactedError(error: unknown): unknown {
  if (
    !(error instanceof Error) ||
    error instanceof CloudflareApiError ||
    error instanceof CloudflareInputError
  ) {
    return error;
  }
  const told = inspect(error, { depth: 4 });
  if (redacted(told) === told) {
    return error;
  }
  const { name, message, stack = '' } = error;
  return Object.assign(new Error(redacted(message)), {
    name,
    stack: redacted(stack),
  });
}
