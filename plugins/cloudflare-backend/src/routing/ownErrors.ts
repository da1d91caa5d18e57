import { randomBytes } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  databaseFault,
  faultText,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import express, { NextFunction, Request, Response, Router } from 'express';

/** Those that Backstage answers with a status of their own. */
const ANSWERED = new Set([
  'InputError',
  'AuthenticationError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'NotModifiedError',
  'NotImplementedError',
  'ServiceUnavailableError',
]);

/**
 * Has a router answer errors in words of ours. Those of an error that nobody
 * foresaw can hold anything: the log tells them, the answer where to look.
 */
export function withOwnErrors(router: Router, logger: LoggerService): Router {
  const outer = express.Router();
  outer.use(router);
  outer.use(
    (error: unknown, _req: Request, _res: Response, next: NextFunction) =>
      next(answerableError(error, logger)),
  );
  return outer;
}

function answerableError(error: unknown, logger: LoggerService): Error {
  if (error instanceof Error && isForeseen(error)) {
    return error;
  }
  const id = randomBytes(6).toString('hex');
  logger.error(`Request failed (${id}): ${faultText(error)}`, {
    stack: databaseFault(error) ? undefined : (error as Error)?.stack,
  });
  const answered = new Error(
    `The request failed within the backend: its log tells why, by the id ${id}`,
  );
  // Else the log would tell where it was made, which is here.
  delete answered.stack;
  return answered;
}

/** Whether an error was made to be answered, in words of ours. */
export function isForeseen(error: Error & { statusCode?: unknown }): boolean {
  const { name, statusCode } = error;
  return (
    ANSWERED.has(name) || (typeof statusCode === 'number' && statusCode < 500)
  );
}
