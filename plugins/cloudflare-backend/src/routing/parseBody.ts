import { InputError } from '@backstage/errors';
import express, { Request, Response } from 'express';

/** Beyond, a body is answered with 413, unless its route says otherwise. */
export const MOST_BODY_BYTES = 65_536;

/**
 * Reads the JSON body of a request.
 *
 * @throws InputError without what stands in the body when it is no JSON
 */
export async function parseBody(
  req: Request,
  res: Response,
  mostBytes: number = MOST_BODY_BYTES,
): Promise<void> {
  const parse = express.json({ limit: mostBytes });
  await new Promise<void>((resolve, reject) => {
    parse(req, res, (error?: Error & { type?: string }) => {
      if (!error) {
        resolve();
      } else if (error.type === 'entity.parse.failed') {
        reject(new InputError('The body is not valid JSON'));
      } else {
        reject(error);
      }
    });
  });
}
