import { createServer, request as rawRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type Simulator, startSimulator } from '../Simulator';
import { ask } from '../__testUtils__/ask';
import type { Fault } from './Fault';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ workers: 40 });
});
afterEach(() => simulator.close());

const scripts = '/workers/scripts';
const operation = 'GET /accounts/{account}/workers/scripts';
const inject = (fault: Fault, times?: number) =>
  simulator.injectFault({ operation, times, fault });

/** The answer as it comes over the wire, headers and what arrives of the body. */
function raw(
  path: string,
): Promise<{ headersAfter: number; bytes: number; end: string }> {
  const start = performance.now();
  return new Promise(resolve => {
    const url = `${simulator.url}/accounts/${simulator.accountId}${path}`;
    const authorization = `Bearer ${simulator.apiToken}`;
    const request = rawRequest(
      url,
      { headers: { authorization }, agent: false },
      response => {
        const headersAfter = performance.now() - start;
        let bytes = 0;
        const done = (end: string) => resolve({ headersAfter, bytes, end });
        response.on('data', chunk => {
          bytes += chunk.length;
        });
        response.on('end', () => done('complete'));
        response.on('error', () => done('cut'));
      },
    );
    request.on('error', error =>
      resolve({
        headersAfter: NaN,
        bytes: 0,
        end: (error as NodeJS.ErrnoException).code ?? '',
      }),
    );
    request.end();
  });
}

/** All that the server sends on a connection, unparsed. */
function everythingSent(path: string): Promise<string> {
  const { hostname, port, pathname } = new URL(simulator.url);
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `GET ${pathname}/accounts/${simulator.accountId}${path} HTTP/1.1\r\n` +
          `host: ${hostname}\r\nconnection: close\r\n` +
          `authorization: Bearer ${simulator.apiToken}\r\n\r\n`,
      );
    });
    socket.on('data', chunk => chunks.push(Buffer.from(chunk)));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}

describe('faults of the status', () => {
  it.each([408, 500, 502, 503, 504, 520, 527])('status %d', async status => {
    inject({ type: 'status', status });
    const answer = await ask(simulator, scripts);
    expect(answer.status).toBe(status);
    expect(answer.body.success).toBe(false);
  });

  it('status with headers and a body of its own', async () => {
    const headers = { 'x-from': 'test' };
    inject({ type: 'status', status: 500, headers, body: 'oops' }, 1);
    const plain = await ask(simulator, scripts);
    expect(plain.text).toBe('oops');
    expect(plain.headers.get('x-from')).toBe('test');
    const body = { success: false, errors: [{ code: 9999, message: 'off' }] };
    inject({ type: 'status', status: 403, body });
    expect((await ask(simulator, scripts)).body).toEqual(body);
  });

  it('rate-limited', async () => {
    inject({ type: 'rate-limited', retryAfter: 7 }, 1);
    const told = await ask(simulator, scripts);
    expect(told.status).toBe(429);
    expect(told.body.errors[0].code).toBe(971);
    expect(told.headers.get('retry-after')).toBe('7');
    inject({ type: 'rate-limited' }, 1);
    const untold = await ask(simulator, scripts);
    expect(untold.status).toBe(429);
    expect(untold.headers.get('retry-after')).toBeNull();
    expect((await ask(simulator, scripts)).status).toBe(200);
    inject({ type: 'status', status: 429 }, 1);
    await ask(simulator, scripts);
    expect(simulator.statistics().rateLimited).toBe(3);
  });

  it('lockout', async () => {
    inject({ type: 'lockout' }, 1);
    const first = await ask(simulator, scripts);
    const other = await ask(simulator, '/pages/projects');
    for (const { status, headers } of [first, other]) {
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(295);
    }
    simulator.setQuota('off');
    expect((await ask(simulator, scripts)).status).toBe(200);
  });

  it('html and challenge', async () => {
    inject({ type: 'html' }, 1);
    const page = await ask(simulator, scripts);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch('text/html');
    expect(page.text).toMatch('<html>');
    inject({ type: 'html', status: 520 }, 1);
    expect((await ask(simulator, scripts)).status).toBe(520);
    inject({ type: 'challenge' });
    const challenge = await ask(simulator, scripts);
    expect(challenge.status).toBe(403);
    expect(challenge.headers.get('cf-mitigated')).toBe('challenge');
    expect(challenge.body).toBeUndefined();
  });

  it('redirect', async () => {
    const reached = jest.fn();
    const elsewhere = createServer((_, response) => {
      reached();
      response.end();
    });
    await new Promise<void>(resolve => {
      elsewhere.listen(0, '127.0.0.1', resolve);
    });
    const { port } = elsewhere.address() as AddressInfo;
    const location = `http://127.0.0.1:${port}/`;
    inject({ type: 'redirect', location });
    const answer = await ask(simulator, scripts);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(location);
    expect(reached).not.toHaveBeenCalled();
    await new Promise(resolve => {
      elsewhere.close(resolve);
    });
  });
});

describe('faults of the body', () => {
  it('success-false', async () => {
    inject({ type: 'success-false' });
    const { status, body } = await ask(simulator, scripts);
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: false, result: null });
    expect(body.errors).toHaveLength(1);
  });

  it.each(['truncated-json', 'invalid-json'] as const)('%s', async type => {
    inject({ type });
    const { status, text, body, headers } = await ask(simulator, scripts);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch('application/json');
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    expect(text.length).toBeGreaterThan(0);
    expect(body).toBeUndefined();
  });

  it('huge', async () => {
    const bytes = 5 * 1024 * 1024;
    inject({ type: 'huge', bytes });
    const { body } = await ask(simulator, scripts);
    expect(body.success).toBe(true);
    expect(body.result[0].filler).toHaveLength(bytes);
  });
});

describe('faults of the connection', () => {
  it('slow-headers', async () => {
    inject({ type: 'slow-headers', ms: 150 });
    const { headersAfter, end } = await raw(scripts);
    expect(headersAfter).toBeGreaterThanOrEqual(145);
    expect(end).toBe('complete');
  });

  it('slow-body', async () => {
    const whole = await ask(simulator, scripts);
    inject({ type: 'slow-body', ms: 200 });
    const start = performance.now();
    const slow = await ask(simulator, scripts);
    expect(performance.now() - start).toBeGreaterThanOrEqual(190);
    expect(slow.text).toBe(whole.text);
  });

  it('stalled-body', async () => {
    inject({ type: 'stalled-body' });
    const url = `${simulator.url}/accounts/${simulator.accountId}${scripts}`;
    const authorization = `Bearer ${simulator.apiToken}`;
    const response = await fetch(url, { headers: { authorization } });
    const reader = response.body!.getReader();
    const length = Number(response.headers.get('content-length'));
    let received = 0;
    while (received < Math.ceil(length / 2)) {
      const { value, done } = await reader.read();
      expect(done).toBe(false);
      received += value!.length;
    }
    const next = reader.read().then(
      () => 'went on',
      () => 'cut',
    );
    // Nothing more arrives until the simulator ends.
    await simulator.close();
    expect(await next).toBe('cut');
    expect(received).toBe(Math.ceil(length / 2));
    simulator = await startSimulator();
  });

  it('cut-body', async () => {
    const { text } = await ask(simulator, scripts);
    inject({ type: 'cut-body' });
    const { end, bytes } = await raw(scripts);
    expect(end).toBe('cut');
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(Buffer.byteLength(text));
    await expect(ask(simulator, scripts)).rejects.toThrow('terminated');
  });

  it('wrong-content-length', async () => {
    const { text } = await ask(simulator, scripts);
    inject({ type: 'wrong-content-length' });
    const [head, body] = (await everythingSent(scripts)).split('\r\n\r\n');
    const told = Number(/content-length: (\d+)/.exec(head)?.[1]);
    expect(body).toBe(text);
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(Buffer.byteLength(body));
    // What was told is no JSON; the rest may break the connection first.
    const read = await ask(simulator, scripts).then(
      answer => answer.body,
      () => undefined,
    );
    expect(read).toBeUndefined();
    simulator.clearFaults();
    expect((await ask(simulator, scripts)).text).toBe(text);
  });

  it('connection-reset', async () => {
    inject({ type: 'connection-reset' });
    const { end, bytes } = await raw(scripts);
    expect(end).toBe('ECONNRESET');
    expect(bytes).toBe(0);
  });
});
