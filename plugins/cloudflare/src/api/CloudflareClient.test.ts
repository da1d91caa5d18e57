import { ResponseError } from '@backstage/errors';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { CloudflareClient } from './CloudflareClient';
import { failureOf } from './failures';

const BASE_URL = 'http://backstage.test/api/cloudflare';
const META = {
  account: 'default',
  fetchedAt: '2026-11-22T02:00:00Z',
  cache: 'miss',
  complete: true,
  masked: false,
};

describe('CloudflareClient', () => {
  const server = setupServer();
  registerMswTestHooks(server);

  const client = new CloudflareClient({
    discoveryApi: { getBaseUrl: async () => BASE_URL },
    fetchApi: { fetch: (...args) => fetch(...args) },
  });

  it('encodes each segment of the path, and the query', async () => {
    let asked: URL | undefined;
    server.use(
      http.get(`${BASE_URL}/v1/*`, ({ request }) => {
        asked = new URL(request.url);
        return HttpResponse.json({ data: [], meta: META });
      }),
    );
    await client.read({
      path: ['workers', 'a/b c', 'deployments'],
      query: { account: 'eu&x', limit: 25, cursor: undefined },
    });
    expect(asked?.pathname).toBe(
      '/api/cloudflare/v1/workers/a%2Fb%20c/deployments',
    );
    expect(asked?.search).toBe('?account=eu%26x&limit=25');
  });

  it('asks for something newer than what is kept to refresh, and only then', async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get(`${BASE_URL}/v1/products`, ({ request }) => {
        asked.push(request.headers.get('cache-control'));
        return HttpResponse.json({ data: [], meta: META });
      }),
    );
    await client.read({ path: ['products'] });
    await client.read({ path: ['products'] }, { isRefresh: true });
    expect(asked[0]).not.toBe('max-age=0');
    expect(asked[1]).toBe('max-age=0');
  });

  it('asks to end something', async () => {
    let method: string | undefined;
    server.use(
      http.delete(`${BASE_URL}/v1/evidence/jobs/j1`, ({ request }) => {
        method = request.method;
        return HttpResponse.json({ data: { id: 'j1' }, meta: META });
      }),
    );
    const { data } = await client.delete<{ id: string }>({
      path: ['evidence', 'jobs', 'j1'],
    });
    expect(method).toBe('DELETE');
    expect(data.id).toBe('j1');
  });

  it.each([
    ['attachment; filename="evidence-2026.json"', 'evidence-2026.json'],
    ['attachment; filename=evidence.tar', 'evidence.tar'],
    ['attachment; filename="../../evil"', undefined],
    [undefined, undefined],
  ])('reads a file that is named by %s', async (disposition, name) => {
    server.use(
      http.get(
        `${BASE_URL}/v1/evidence/b1/document`,
        () =>
          new HttpResponse('{"b":1}', {
            headers: disposition ? { 'Content-Disposition': disposition } : {},
          }),
      ),
    );
    const file = await client.download({
      path: ['evidence', 'b1', 'document'],
    });
    expect(file.name).toBe(name);
    expect(file.content.size).toBe(7);
  });

  it('keeps what the backend says about a file that it refuses', async () => {
    server.use(
      http.get(`${BASE_URL}/v1/evidence/b1/bundle`, () =>
        HttpResponse.json(
          { error: { name: 'NotAllowedError', message: 'No' } },
          { status: 403 },
        ),
      ),
    );
    const error = await client
      .download({ path: ['evidence', 'b1', 'bundle'] })
      .catch(refused => refused);
    expect(failureOf(error)).toEqual({ state: 'not-permitted' });
  });

  it.each(['..', '.', ''])('refuses "%s" as a part of the path', async name => {
    await expect(
      client.read({ path: ['workers', name, 'deployments'] }),
    ).rejects.toThrow('cannot be part of a path');
  });

  it('keeps what the backend says about an error', async () => {
    server.use(
      http.get(`${BASE_URL}/v1/products`, () =>
        HttpResponse.json(
          {
            error: {
              name: 'CloudflareApiError',
              message: 'The token may not read Pages.',
              kind: 'forbidden',
              permission: 'Pages Read',
            },
            response: { statusCode: 424 },
          },
          { status: 424 },
        ),
      ),
    );
    const error = await client
      .read({ path: ['products'] })
      .catch(thrown => thrown);
    expect(error).toBeInstanceOf(ResponseError);
    expect(failureOf(error)).toEqual({
      state: 'not-configured',
      reason: 'forbidden',
      message: 'The token may not read Pages.',
      tokenPermission: 'Pages Read',
    });
  });

  it('does not repeat the body of a proxy', async () => {
    server.use(
      http.get(`${BASE_URL}/v1/products`, () =>
        HttpResponse.html('<html>secret of the proxy</html>', { status: 502 }),
      ),
    );
    const error = await client
      .read({ path: ['products'] })
      .catch(thrown => thrown);
    const failure = failureOf(error);
    expect(failure.state).toBe('failed');
    expect(JSON.stringify(failure)).toContain('502');
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  it.each([
    ['a login page', HttpResponse.html('<html>Sign in</html>')],
    ['another JSON', HttpResponse.json({ items: [] })],
  ])('does not take %s for an answer', async (_, response) => {
    server.use(http.get(`${BASE_URL}/v1/products`, () => response));
    await expect(client.read({ path: ['products'] })).rejects.toThrow(
      'not of the Cloudflare backend',
    );
  });

  it('asks a route to do something', async () => {
    let asked: URL | undefined;
    server.use(
      http.post(`${BASE_URL}/v1/sync`, ({ request }) => {
        asked = new URL(request.url);
        return HttpResponse.json(
          { data: { account: 'eu', started: true }, meta: META },
          { status: 202 },
        );
      }),
    );
    const { data } = await client.post({
      path: ['sync'],
      query: { account: 'eu' },
    });
    expect(data).toEqual({ account: 'eu', started: true });
    expect(asked?.search).toBe('?account=eu');
  });

  it('sends what it asks for as JSON', async () => {
    let received: unknown;
    server.use(
      http.post(`${BASE_URL}/v1/analytics-engine/a%2Fb/query`, async event => {
        expect(event.request.headers.get('content-type')).toBe(
          'application/json',
        );
        received = await event.request.json();
        return HttpResponse.json({ data: { rows: [] }, meta: META });
      }),
    );
    await client.post(
      { path: ['analytics-engine', 'a/b', 'query'] },
      { body: { query: 'SELECT 1' } },
    );
    expect(received).toEqual({ query: 'SELECT 1' });
  });

  it('keeps why a route did not do what it was asked for', async () => {
    server.use(
      http.post(`${BASE_URL}/v1/sync`, () =>
        HttpResponse.json(
          {
            error: { name: 'ConflictError', message: 'It is running already' },
            response: { statusCode: 409 },
          },
          { status: 409 },
        ),
      ),
    );
    await expect(client.post({ path: ['sync'] })).rejects.toMatchObject({
      statusCode: 409,
      cause: { name: 'ConflictError' },
    });
  });

  it('does not take the login page of a proxy for success', async () => {
    server.use(
      http.post(`${BASE_URL}/v1/sync`, () =>
        HttpResponse.html('<html>Sign in</html>'),
      ),
    );
    await expect(client.post({ path: ['sync'] })).rejects.toThrow(
      'not of the Cloudflare backend',
    );
  });
});
