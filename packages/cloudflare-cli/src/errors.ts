/** The command was used in a wrong way: says what to do instead. Exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What the command was to do did not succeed. Exit status 1. */
export class FailureError extends Error {
  override name = 'FailureError';
}
