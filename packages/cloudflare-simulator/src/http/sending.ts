import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { failed } from './envelope';
import type { Fault } from './Fault';

/** An answer as it would go out without a fault. */
export interface Outgoing {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  /** Of a body that is text and not JSON. */
  contentType?: string;
}

const json = 'application/json; charset=utf-8';
const html = 'text/html; charset=utf-8';
const pieces = 8;
const chunkBytes = 64 * 1024;

export function htmlPage(title: string): string {
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}

const textOf = ({ body, contentType }: Outgoing) =>
  contentType ? String(body) : JSON.stringify(body);

function write(
  response: ServerResponse,
  { status, headers }: Pick<Outgoing, 'status' | 'headers'>,
  text: string | Buffer,
  contentType: string = json,
): void {
  const bytes = Buffer.from(text as string);
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': bytes.length,
    ...headers,
  });
  response.end(bytes);
}

function beginHalf(response: ServerResponse, outgoing: Outgoing): void {
  const bytes = Buffer.from(textOf(outgoing));
  response.writeHead(outgoing.status, {
    'content-type': outgoing.contentType ?? json,
    'content-length': bytes.length,
    ...outgoing.headers,
  });
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)));
}

/** The rest follows on the connection, where no answer is expected. */
function writeMoreThanTold(response: ServerResponse, outgoing: Outgoing): void {
  const bytes = Buffer.from(textOf(outgoing));
  const told = Math.floor((bytes.length * 3) / 4);
  response.writeHead(outgoing.status, {
    'content-type': outgoing.contentType ?? json,
    'content-length': told,
    ...outgoing.headers,
  });
  response.write(bytes.subarray(0, told));
  setImmediate(() => {
    response.end(bytes.subarray(told), () => response.destroy());
  });
}

async function writeSlowly(
  response: ServerResponse,
  outgoing: Outgoing,
  ms: number,
): Promise<void> {
  const bytes = Buffer.from(textOf(outgoing));
  response.writeHead(outgoing.status, {
    'content-type': outgoing.contentType ?? json,
    'content-length': bytes.length,
    ...outgoing.headers,
  });
  response.flushHeaders();
  const size = Math.ceil(bytes.length / pieces);
  for (let index = 0; index < pieces; index++) {
    await delay(ms / pieces, undefined, { ref: false });
    if (response.destroyed) return;
    response.write(bytes.subarray(index * size, (index + 1) * size));
  }
  response.end();
}

async function writeHuge(
  response: ServerResponse,
  headers: Record<string, string>,
  bytes: number,
): Promise<void> {
  response.writeHead(200, { 'content-type': json, ...headers });
  response.write(
    '{"success":true,"errors":[],"messages":[],"result":[{"id":"huge","filler":"',
  );
  const chunk = 'x'.repeat(chunkBytes);
  for (let sent = 0; sent < bytes && !response.destroyed; sent += chunkBytes) {
    const more = response.write(chunk.slice(0, bytes - sent));
    if (!more) await drainedOrClosed(response);
  }
  response.end('"}]}');
}

function drainedOrClosed(response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

function writeStatus(
  response: ServerResponse,
  fault: Extract<Fault, { type: 'status' }>,
  headers: Record<string, string>,
): void {
  const { status, body } = fault;
  const sent = { status, headers: { ...headers, ...fault.headers } };
  if (typeof body === 'string') {
    write(response, sent, body, 'text/plain; charset=utf-8');
  } else {
    const envelope = body ?? failed(status, 10001, `HTTP ${status}`).body;
    write(response, sent, JSON.stringify(envelope));
  }
}

/** Sends an answer, or what a fault makes of it. */
export async function send(
  response: ServerResponse,
  outgoing: Outgoing,
  fault: Fault | undefined,
): Promise<void> {
  const { headers } = outgoing;
  const { contentType } = outgoing;
  const text = () => textOf(outgoing);
  switch (fault?.type) {
    case 'status':
      writeStatus(response, fault, headers);
      return;
    case 'slow-headers':
      await delay(fault.ms, undefined, { ref: false });
      write(response, outgoing, text(), contentType);
      return;
    case 'slow-body':
      await writeSlowly(response, outgoing, fault.ms);
      return;
    case 'stalled-body':
      beginHalf(response, outgoing);
      return;
    case 'cut-body':
      beginHalf(response, outgoing);
      setImmediate(() => response.destroy());
      return;
    case 'wrong-content-length':
      writeMoreThanTold(response, outgoing);
      return;
    case 'truncated-json':
      write(response, outgoing, text().slice(0, -Math.ceil(text().length / 3)));
      return;
    case 'invalid-json':
      write(response, outgoing, '{"success": true, "result": [ oops ]}');
      return;
    case 'success-false': {
      const { body } = failed(200, 10001, 'Something went wrong');
      write(response, { status: 200, headers }, JSON.stringify(body));
      return;
    }
    case 'html':
      write(
        response,
        { status: fault.status ?? 200, headers },
        htmlPage('Web server is returning an unknown error'),
        html,
      );
      return;
    case 'challenge':
      write(
        response,
        { status: 403, headers: { ...headers, 'cf-mitigated': 'challenge' } },
        htmlPage('Just a moment...'),
        html,
      );
      return;
    case 'redirect':
      response.writeHead(302, { ...headers, location: fault.location });
      response.end();
      return;
    case 'huge':
      await writeHuge(response, headers, fault.bytes);
      return;
    case 'connection-reset':
      response.socket?.resetAndDestroy();
      return;
    default:
      write(response, outgoing, text(), contentType);
  }
}
