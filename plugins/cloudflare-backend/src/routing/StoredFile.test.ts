import { createHash } from 'node:crypto';
import { createServer, get, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import express from 'express';
import request from 'supertest';
import { sendFile, StoredFile } from './StoredFile';

const content = Buffer.from('stored bytes');
const PIECE = Buffer.alloc(65_536);

function fileOf(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
  return {
    body: pieces as AsyncIterable<Uint8Array>,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    contentType: 'application/json',
    fileName: 'evidence.json',
  } satisfies StoredFile;
}

describe('sendFile', () => {
  const servers: Server[] = [];
  afterAll(() => servers.forEach(server => server.close()));

  function serve(
    file: StoredFile,
    failed: (error: unknown) => void = () => {},
  ) {
    const app = express();
    app.get('/', async (req, res) => {
      await sendFile(req, res, file, new AbortController().signal).catch(
        failed,
      );
    });
    const server = createServer(app).listen(0);
    servers.push(server);
    return server;
  }

  it('tells the digest and the size of the bytes that it sends', async () => {
    const server = serve(fileOf([content.subarray(0, 5), content.subarray(5)]));
    const { status, headers, body } = await request(server)
      .get('/')
      .responseType('blob');
    expect([status, body]).toEqual([200, content]);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '12',
      'content-disposition': 'attachment; filename="evidence.json"',
      'cache-control': 'private, no-store, no-transform',
      'x-content-type-options': 'nosniff',
      'repr-digest': `sha-256=:${createHash('sha256')
        .update(content)
        .digest('base64')}:`,
    });
  });

  it.each(['head', '304'])('reads nothing for %s', async how => {
    let isRead = false;
    const file = fileOf({
      async *[Symbol.asyncIterator]() {
        isRead = true;
        yield content;
      },
    });
    const server = serve(file);
    const answer =
      how === 'head'
        ? await request(server).head('/')
        : await request(server)
            .get('/')
            .set('If-None-Match', `"${file.sha256}"`);
    expect(answer.status).toBe(how === 'head' ? 200 : 304);
    expect(answer.headers.etag).toBe(`"${file.sha256}"`);
    expect(isRead).toBe(false);
  });

  it('reads no faster than the client takes it, and ends with the client', async () => {
    let read = 0;
    let end = () => {};
    const ended = new Promise<void>(resolve => {
      end = resolve;
    });
    const file = fileOf({
      async *[Symbol.asyncIterator]() {
        try {
          for (;;) {
            read += PIECE.length;
            yield PIECE;
          }
        } finally {
          end();
        }
      },
    });
    const server = serve({ ...file, bytes: 2 ** 40 });
    const { port } = server.address() as AddressInfo;
    const client = get({ port, path: '/' }, response => response.pause());
    client.on('error', () => {});
    await new Promise(resolve => setTimeout(resolve, 300));
    const before = read;
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(read).toBe(before);
    expect(read).toBeLessThan(64 * 2 ** 20);
    client.destroy();
    await ended;
  });

  it('breaks off when the bytes cannot be read', async () => {
    const failed = jest.fn();
    const server = serve(
      fileOf({
        async *[Symbol.asyncIterator]() {
          yield content.subarray(0, 5);
          throw new Error('The bytes were changed');
        },
      }),
      failed,
    );
    await expect(request(server).get('/')).rejects.toThrow();
    expect(failed).toHaveBeenCalledWith(
      expect.objectContaining({ message: 'The bytes were changed' }),
    );
  });
});
