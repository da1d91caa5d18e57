import type { RequestObservation } from './options';
import {
  accountId,
  sendFailure,
  sendJson,
  sendResult,
  startTestApi,
  type TestApi,
} from './testApi';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const ACCOUNT = { id: accountId, name: 'Acme' };

describe('what leaves and what comes back', () => {
  let api: TestApi;
  const environment = { ...process.env };
  beforeAll(async () => {
    api = await startTestApi();
    await api.client();
  });
  afterEach(() => {
    process.env = { ...environment };
  });
  afterAll(() => api.close());

  it('is not changed by the environment variables that the SDK reads', async () => {
    const log = jest.spyOn(console, 'debug').mockImplementation(() => {});
    Object.assign(process.env, {
      CLOUDFLARE_BASE_URL: 'http://127.0.0.1:9/elsewhere',
      CLOUDFLARE_API_TOKEN: 'environment-token',
      CLOUDFLARE_API_KEY: 'environment-key',
      CLOUDFLARE_EMAIL: 'environment@acme.example',
      CLOUDFLARE_API_USER_SERVICE_KEY: 'environment-service-key',
      CLOUDFLARE_CUSTOM_HEADERS:
        'Authorization: Bearer environment-header\nX-Auth-Key: more\nX-Evil: 1',
      CLOUDFLARE_LOG: 'debug',
    });
    api.answer(response => sendResult(response, ACCOUNT));
    const client = await api.client();
    expect(await client.account.get()).toMatchObject(ACCOUNT);
    expect(api.received).toHaveLength(1);
    const { url, headers } = api.received[0];
    expect(url.pathname).toBe(`/client/v4/accounts/${accountId}`);
    expect(headers.authorization).toBe('Bearer test-token');
    expect(JSON.stringify(headers)).not.toMatch(/environment|evil|x-auth/i);
    expect(headers['api-version']).toBe('2026-10-02');
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });

  it('is not changed by the variables when no address is configured', async () => {
    process.env.CLOUDFLARE_BASE_URL = api.url;
    const fetched = jest
      .spyOn(globalThis, 'fetch')
      .mockRejectedValue(new TypeError('no network in this test'));
    const client = await api.client({ apiBaseUrl: undefined, maxRetries: 0 });
    await expect(client.account.get()).rejects.toThrow('connection');
    expect(String(fetched.mock.calls[0][0])).toBe(
      `https://api.cloudflare.com/client/v4/accounts/${accountId}`,
    );
    fetched.mockRestore();
  });

  it('carries the token of the moment', async () => {
    let token = 'first';
    api.answer(response => sendResult(response, ACCOUNT));
    const client = await api.client({ apiToken: () => token });
    await client.account.get();
    token = 'second';
    await client.account.get();
    expect(api.received.map(r => r.headers.authorization)).toEqual([
      'Bearer first',
      'Bearer second',
    ]);
  });

  it.each(['', '  ', 'two words', 'line\nbreak'])(
    'is nothing when the token is %j',
    async apiToken => {
      api.answer(response => sendResult(response, ACCOUNT));
      const client = await api.client({ apiToken });
      await expect(client.account.get()).rejects.toMatchObject({
        kind: 'unauthorized',
        message: expect.stringContaining('apiToken'),
      });
      expect(api.received).toHaveLength(0);
      expect(client.budget().used).toBe(0);
    },
  );

  it.each(['', '.', '..', 'a\u0000', 'x'.repeat(300)])(
    'is nothing when a name is %j',
    async name => {
      api.answer(response => sendResult(response, []));
      const { workers, pages } = await api.client();
      const reads = [
        workers.deployments(name),
        workers.version(name, 'id'),
        workers.version('acme-api', name),
        workers.crons(name),
        pages.deployments(name),
      ];
      for (const read of reads) {
        await expect(read).rejects.toMatchObject({ name: 'InputError' });
      }
      expect(api.received).toHaveLength(0);
    },
  );

  it('encodes names, so that they stay one segment', async () => {
    api.answer(response => sendResult(response, { schedules: [] }));
    const { workers } = await api.client();
    await workers.crons('a/../b?c#d%');
    expect(api.received[0].url.pathname).toMatch(
      /\/scripts\/a%2F\.\.%2Fb%3Fc%23d%25\/schedules$/,
    );
  });

  it('tells in errors neither upstream text, nor the token, nor the query', async () => {
    const marker = 'CANARY-7f3a';
    const answers = [401, 403, 404, 429, 500].map(
      status => (response: Parameters<typeof sendJson>[0]) =>
        sendFailure(response, status, 1234, marker, { 'retry-after': '300' }),
    );
    for (const send of [
      ...answers,
      (response: Parameters<typeof sendJson>[0]) => {
        response.writeHead(500, { 'content-type': 'text/html' });
        response.end(`<h1>${marker}</h1>`);
      },
      (response: Parameters<typeof sendJson>[0]) =>
        sendResult(response, [{ created_at: { [marker]: marker } }]),
    ]) {
      api.answer(send);
      const { zeroTrust } = await api.client({
        apiToken: `${marker}-token`,
        maxRetries: 0,
      });
      const error = await zeroTrust
        .accessAudit({
          since: new Date(0),
          until: new Date(1),
          email: `${marker}@acme.example`,
        })
        .catch(e => e);
      expect(error.name).toBe('CloudflareApiError');
      const told = `${error.stack} ${JSON.stringify(error)} ${error.cause}`;
      expect(told).not.toContain(marker);
      expect(told).not.toContain(api.url);
    }
  });

  it('repeats what failed in passing, and observes it', async () => {
    const seen: RequestObservation[] = [];
    api.answer((response, _, index) =>
      index < 2 ? sendJson(response, {}, 503) : sendResult(response, ACCOUNT),
    );
    const client = await api.client({ onRequest: o => seen.push(o) });
    expect(await client.account.get({ lane: 'background' })).toMatchObject(
      ACCOUNT,
    );
    expect(seen).toEqual([
      {
        area: 'account',
        lane: 'background',
        attempts: 3,
        status: 200,
        outcome: 'ok',
        durationMs: expect.any(Number),
        waitedMs: expect.any(Number),
      },
    ]);
    expect(client.budget()).toEqual({
      limit: 600,
      used: 3,
      windowSeconds: 300,
    });
  });

  it('makes no more requests in an outage than its quota of retries allows', async () => {
    api.answer(response => sendJson(response, {}, 500));
    const client = await api.client();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, () => client.account.get()),
    );
    expect(outcomes.every(o => o.status === 'rejected')).toBe(true);
    expect(api.received).toHaveLength(50);
  });

  it('fails at once for `Retry-After: 300`, and sends nothing more', async () => {
    api.answer(response =>
      sendFailure(response, 429, 971, 'slow down', { 'retry-after': '300' }),
    );
    const client = await api.client();
    await expect(client.account.get()).rejects.toMatchObject({
      kind: 'rate-limited',
      status: 429,
      problem: { retryAfter: 300 },
    });
    await expect(client.workers.list()).rejects.toMatchObject({
      kind: 'rate-limited',
      problem: { retryAfter: expect.any(Number) },
    });
    expect(api.received).toHaveLength(1);
    expect(client.budget().lockedOutUntil).toBeInstanceOf(Date);
  });

  it('waits for a short `Retry-After`, with all callers', async () => {
    const times: number[] = [];
    api.answer((response, _, index) => {
      times.push(performance.now());
      return index === 0
        ? sendFailure(response, 429, 971, '', { 'retry-after': '1' })
        : sendResult(response, ACCOUNT);
    });
    const client = await api.client();
    const first = client.account.get();
    while (!client.budget().lockedOutUntil) {
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }
    await Promise.all([first, client.account.get()]);
    expect(times[1] - times[0]).toBeGreaterThan(990);
    expect(times).toHaveLength(3);
  });

  it('ends at once when aborted: on the wire, during back-off, and while locked out', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const seen: RequestObservation[] = [];
    api.answer((response, _, index) => {
      if (index === 0) {
        sendJson(response, {}, 503, { 'retry-after': '20' });
      }
    });
    const client = await api.client({ onRequest: o => seen.push(o) });
    const backingOff = client.account.get({ signal });
    const onTheWire = client.account.get({ signal });
    const outcomes = Promise.allSettled([backingOff, onTheWire]);
    while (api.received.length < 2) {
      await new Promise(resolve => {
        setTimeout(resolve, 5);
      });
    }
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await outcomes).toEqual([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ]);
    expect(seen.map(o => o.outcome)).toEqual(['aborted', 'aborted']);
    await expect(client.account.get({ signal })).rejects.toBe(reason);
    expect(api.received).toHaveLength(2);
  });

  it('ends a stalled body at the deadline of the attempt, and repeats it', async () => {
    api.answer((response, _, index) => {
      if (index === 0) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"success":true,');
      } else {
        sendResult(response, ACCOUNT);
      }
    });
    const client = await api.client({ timeoutMs: 300 });
    expect(await client.account.get()).toMatchObject(ACCOUNT);
    expect(api.received).toHaveLength(2);
  });

  it('keeps to the deadline of the read over all attempts', async () => {
    api.answer(() => {});
    const client = await api.client({ timeoutMs: 100 });
    await expect(client.account.get({ deadlineMs: 250 })).rejects.toMatchObject(
      { kind: 'unavailable' },
    );
    expect(api.received.length).toBeLessThanOrEqual(3);
  });

  it('reads an odd answer again once', async () => {
    api.answer(response => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html></html>');
    });
    const client = await api.client();
    await expect(client.account.get()).rejects.toMatchObject({
      kind: 'invalid-response',
    });
    expect(api.received).toHaveLength(2);
  });
});
