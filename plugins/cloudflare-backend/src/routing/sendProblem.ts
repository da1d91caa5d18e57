import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblemKind,
  problemHttpStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Request, Response } from 'express';

/** Backstage's names of errors, where one says the same. */
const ERROR_NAMES: Partial<Record<CloudflareProblemKind, string>> = {
  'not-found': 'NotFoundError',
  ambiguous: 'ConflictError',
  'rate-limited': 'ServiceUnavailableError',
  unavailable: 'ServiceUnavailableError',
};

// A problem that belongs into an answer's `meta` can still be all there is.
const NOTHING_TO_ANSWER = 502;

/**
 * Answers with the problem that left nothing else to answer, and with what
 * Cloudflare's support asks for.
 */
export function sendProblem(
  req: Request,
  res: Response,
  { problem, rayId }: CloudflareApiError,
) {
  const status = problemHttpStatus[problem.kind];
  const statusCode = status === 200 ? NOTHING_TO_ANSWER : status;
  const { kind, message, product, permission, retryAfter } = problem;
  if (retryAfter !== undefined) {
    res.set('Retry-After', String(Math.ceil(retryAfter)));
  }
  res.set('Cache-Control', 'private, no-store');
  res.status(statusCode).json({
    error: {
      name: ERROR_NAMES[kind] ?? 'CloudflareApiError',
      message,
      kind,
      product,
      permission,
      retryAfter,
      rayId,
    },
    request: { method: req.method, url: req.originalUrl.split('?')[0] },
    response: { statusCode },
  });
}
