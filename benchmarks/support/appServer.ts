import fs from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** A built app that is served, and whose API is answered. */
export interface AppServer {
  url: string;
  close(): Promise<void>;
}

/** Serves a built app; every path that is no file is a page of it. */
export async function serveApp(
  dist: string,
  port: number,
  answerTo: (url: URL) => unknown,
): Promise<AppServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { pathname } = url;
    if (pathname.startsWith('/api/')) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answerTo(url)));
      return;
    }
    const wanted = path.join(dist, path.normalize(pathname));
    const file =
      wanted.startsWith(dist) &&
      fs.statSync(wanted, { throwIfNoEntry: false })?.isFile()
        ? wanted
        : path.join(dist, 'index.html');
    response.setHeader(
      'content-type',
      TYPES[path.extname(file)] ?? 'application/octet-stream',
    );
    response.end(fs.readFileSync(file));
  });
  await new Promise<void>(resolve => {
    server.listen(port, resolve);
  });
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}
