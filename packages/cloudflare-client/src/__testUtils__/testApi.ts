import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCloudflareClient } from '../createCloudflareClient';
import type { CloudflareClientOptions } from '../options';

/** The account that the tests read. */
export const accountId = '6f1ed0c0ffee4a7b9d2e11aa22bb33cc';

/** A request as the server received it. */
export interface Received {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Answers a request; `index` counts from 0. */
export type Answer = (
  response: ServerResponse,
  request: Received,
  index: number,
) => void;

/** An API of a test's own on a real socket. */
export interface TestApi {
  url: string;
  received: Received[];
  answer(answer: Answer): void;
  client(
    options?: Partial<CloudflareClientOptions>,
  ): ReturnType<typeof createCloudflareClient>;
  close(): Promise<void>;
}

/** Sends JSON. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    // Tests set the clock of this process.
    date: new Date(Date.now()).toUTCString(),
    ...headers,
  });
  response.end(JSON.stringify(body));
}

/** Sends a successful envelope. */
export function sendResult(
  response: ServerResponse,
  result: unknown,
  result_info?: unknown,
): void {
  sendJson(response, {
    success: true,
    errors: [],
    messages: [],
    result,
    ...(result_info !== undefined && { result_info }),
  });
}

/** Sends a failure as Cloudflare does. */
export function sendFailure(
  response: ServerResponse,
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): void {
  const errors = [{ code, message }];
  sendJson(
    response,
    { success: false, errors, messages: [], result: null },
    status,
    headers,
  );
}

/** Starts an API that answers as the test says. */
export async function startTestApi(): Promise<TestApi> {
  const received: Received[] = [];
  let answer: Answer = response => sendResult(response, []);
  const server = createServer(async (request, response) => {
    const index = received.length;
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const entry: Received = {
      method: request.method ?? '',
      url,
      headers: request.headers,
      body: '',
    };
    received.push(entry);
    for await (const chunk of request) {
      entry.body += chunk;
    }
    answer(response, entry, index);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/client/v4`;
  return {
    url,
    received,
    answer(next) {
      answer = next;
      received.length = 0;
    },
    client: options =>
      createCloudflareClient({
        accountId,
        apiToken: 'test-token',
        apiBaseUrl: url,
        ...options,
      }),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
