/** A caller asks more often than they may; answered with status 429. */
export class TooManyRequestsError extends Error {
  readonly name = 'TooManyRequestsError';
  /** Read by Backstage's own handling of errors. */
  readonly statusCode = 429;

  /** @param retryAfter - whole seconds until it is worth another try */
  constructor(message: string, readonly retryAfter: number) {
    super(message);
  }
}
