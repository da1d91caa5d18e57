import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Request, Response } from 'express';

/** Bytes that are kept, as a route answers them. */
export interface StoredFile {
  /** Read only when the bytes are to be sent. */
  body: AsyncIterable<Uint8Array>;
  bytes: number;
  /** Of all the bytes; 64 lower-case hex digits. */
  sha256: string;
  contentType: string;
  /** Letters, digits, dots, dashes and underscores. */
  fileName: string;
}

/**
 * Answers the bytes of a file as they come, as fast as the client takes them;
 * 304 when the client has them already.
 */
export async function sendFile(
  req: Request,
  res: Response,
  file: StoredFile,
  signal: AbortSignal,
): Promise<void> {
  const digest = Buffer.from(file.sha256, 'hex').toString('base64');
  res.status(200);
  res.set({
    // A compressed answer would have other bytes than it is said to have.
    'Cache-Control': 'private, no-store, no-transform',
    ETag: `"${file.sha256}"`,
    'Repr-Digest': `sha-256=:${digest}:`,
    'X-Content-Type-Options': 'nosniff',
    // An app on another origin names the file as we do, and knows its digest.
    'Access-Control-Expose-Headers': 'Content-Disposition, ETag, Repr-Digest',
  });
  res.vary('Authorization');
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  // Not res.set(), which adds a charset.
  res.setHeader('Content-Type', file.contentType);
  res.set({
    'Content-Disposition': `attachment; filename="${file.fileName}"`,
    'Content-Length': String(file.bytes),
  });
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  await pipeline(Readable.from(file.body, { objectMode: false }), res, {
    signal,
  });
}
