import { startTestApi, type TestApi } from '../__testUtils__/testApi';
import { boundedFetch } from './bounded';

describe('boundedFetch', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  const send = (more = {}) =>
    boundedFetch(
      new URL(`${api.url}/things`),
      { method: 'GET', headers: {} },
      { timeoutMs: 5_000, maxBytes: 1000, ...more },
    );

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/problem+json',
  ])('answers the body of %s', async type => {
    api.answer(response => {
      response.writeHead(404, { 'content-type': type, 'cf-ray': 'ray' });
      response.end('{"ü":1}');
    });
    const answer = await send();
    expect(answer).toMatchObject({ status: 404, json: '{"ü":1}' });
    expect(answer.headers.get('cf-ray')).toBe('ray');
  });

  it.each(['text/html', 'text/plain', 'application/jsonp'])(
    'does not answer the body of %s',
    async type => {
      api.answer(response => {
        response.writeHead(200, { 'content-type': type });
        response.end('{}');
      });
      expect(await send()).toMatchObject({ status: 200, json: undefined });
    },
  );

  it('ends a body that stalls', async () => {
    api.answer(response => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"success":');
    });
    await expect(send({ timeoutMs: 100 })).rejects.toMatchObject({
      reason: 'timeout',
    });
  });

  it('ends a wait for headers', async () => {
    api.answer(() => {});
    await expect(send({ timeoutMs: 100 })).rejects.toMatchObject({
      reason: 'timeout',
    });
  });

  it('stops reading a body that is too large', async () => {
    let closed: Promise<void> | undefined;
    api.answer(response => {
      closed = new Promise(resolve => {
        response.on('close', resolve);
      });
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.on('drain', more);
      more();
    });
    await expect(send()).rejects.toMatchObject({ reason: 'too-large' });
    await closed;
  });

  it.each([
    ['[', ']'],
    ['{"a":', '}'],
  ])('refuses a body that is nested too deep in %s', async (open, close) => {
    const answer = (levels: number) => {
      api.answer(response => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(`${open.repeat(levels)}0${close.repeat(levels)}`);
      });
      return send({ maxBytes: 10_000_000 });
    };
    expect(JSON.parse((await answer(200)).json!)).toBeDefined();
    for (const levels of [201, 500_000]) {
      await expect(answer(levels)).rejects.toMatchObject({
        reason: 'too-deep',
      });
    }
  });

  it('takes brackets in texts for what they are', async () => {
    const body = JSON.stringify({
      'a"[': ['['.repeat(300), '\\'],
      b: ['"'.repeat(300), '{\\"'.repeat(300)],
      c: '\\\\',
    });
    const deep = `{"a":"\\\\","b":${'['.repeat(300)}${']'.repeat(300)}}`;
    const answered = (text: string) => {
      api.answer(response => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(text);
      });
      return send({ maxBytes: 10_000 });
    };
    expect((await answered(body)).json).toBe(body);
    await expect(answered(deep)).rejects.toMatchObject({ reason: 'too-deep' });
  });

  it('notices a body that is cut and a connection that is reset', async () => {
    api.answer(response => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': '100',
      });
      response.write('{');
      setImmediate(() => response.destroy());
    });
    await expect(send()).rejects.toMatchObject({ reason: 'network' });
    api.answer(response => response.destroy());
    await expect(send()).rejects.toMatchObject({ reason: 'network' });
  });

  it('does not follow a redirect', async () => {
    api.answer(response => {
      response.writeHead(302, { location: `${api.url}/elsewhere` });
      response.end();
    });
    await expect(send()).rejects.toMatchObject({
      reason: 'redirect',
      status: 302,
    });
    expect(api.received).toHaveLength(1);
  });

  it('ends with the reason of an abort', async () => {
    const controller = new AbortController();
    api.answer(() => controller.abort(new Error('enough')));
    await expect(send({ signal: controller.signal })).rejects.toThrow('enough');
    await expect(send({ signal: controller.signal })).rejects.toThrow('enough');
    expect(api.received).toHaveLength(1);
  });
});
