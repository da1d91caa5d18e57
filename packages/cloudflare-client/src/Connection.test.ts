import type { RequestObservation } from './options';
import {
  accountId,
  sendFailure,
  sendJson,
  sendResult,
  startTestApi,
  type TestApi,
} from './__testUtils__/testApi';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const ACCOUNT = { id: accountId, name: 'Acme' };

describe('what leaves and what comes back', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
    await api.client();
  });
  afterAll(() => api.close());

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

  it('takes a deadline that no timer can hold for none', async () => {
    api.answer(response => sendResult(response, ACCOUNT));
    const client = await api.client({ timeoutMs: 2 ** 40 });
    const account = client.account.get({ deadlineMs: Infinity });
    expect(await account).toMatchObject(ACCOUNT);
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

  it('takes no harm from an answer that is nested without end', async () => {
    const depth = 1_000_000;
    api.answer(response => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        `{"success":true,"result":${'['.repeat(depth)}${']'.repeat(depth)}}`,
      );
    });
    const client = await api.client({ maxRetries: 0 });
    const reads = [() => client.account.get(), () => client.workers.list()];
    for (const read of reads) {
      await expect(read()).rejects.toMatchObject({
        kind: 'invalid-response',
        message: expect.stringContaining('nested too deep'),
      });
    }
  });

  it('reads an odd answer again once', async () => {
    api.answer(response => {
      // A connection that is closed at once cannot fail the next attempt.
      response.writeHead(200, {
        'content-type': 'text/html',
        connection: 'close',
      });
      response.end('<html></html>');
    });
    const client = await api.client();
    await expect(client.account.get()).rejects.toMatchObject({
      kind: 'invalid-response',
    });
    expect(api.received).toHaveLength(2);
  });

  it('tells what is wrong with the clock, until the next answer of any kind', async () => {
    const client = await api.client();
    const read = () => client.account.get().catch(error => error);
    const date = new Date(Date.now() - 86_400_000).toUTCString();
    const body = { success: true, errors: [], messages: [], result: ACCOUNT };
    api.answer(response => sendJson(response, body, 200, { date }));
    expect(client.clockFault()).toBeUndefined();
    expect(await read()).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('24 hours ahead of'),
    });
    expect(client.clockFault()).toContain('24 hours ahead of');
    api.answer(response => sendFailure(response, 403, 9109, 'No'));
    // Else a clock that was set right would stay wrong.
    expect(await read()).not.toHaveProperty('kind', 'unavailable');
    expect(client.clockFault()).toBeUndefined();
  });
});
