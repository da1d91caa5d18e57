import { ResponseError } from '@backstage/errors';

/** What the backend says of an error, or else the error itself. */
export function reasonOf(error: unknown): string {
  if (error instanceof ResponseError) {
    return error.cause.message;
  }
  return error instanceof Error ? error.message : String(error);
}
