import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { z } from 'zod';
import { PluginReader } from './PluginReader';

const schema = z.object({ a: z.number() });

describe('PluginReader', () => {
  let server: Server;
  let status = 200;
  let body = '';
  let authorization: string | undefined;
  let reader: PluginReader;

  beforeAll(async () => {
    server = createServer((req, res) => {
      authorization = req.headers.authorization;
      res.writeHead(status).end(body);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    reader = new PluginReader({
      auth: mockServices.auth({ pluginId: 'tech-insights' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async plugin => `http://127.0.0.1:${port}/${plugin}`,
      }),
    });
  });
  afterAll(() => server.close());

  it('reads in the name of its own plugin', async () => {
    status = 200;
    body = '{"a":1}';
    expect(await reader.read('other', '/x', schema)).toEqual({ a: 1 });
    expect(authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.service('plugin:tech-insights'),
        targetPluginId: 'other',
      }),
    );
  });

  it.each([
    { told: 404, text: '{}', passing: false },
    { told: 403, text: '{}', passing: false },
    { told: 409, text: '{}', passing: true },
    { told: 429, text: '{}', passing: true },
    { told: 503, text: 'Bad gateway', passing: true },
    { told: 200, text: '{"a":', passing: true },
    { told: 200, text: '{"a":"1"}', passing: false },
  ])('tells what $told with $text means', async ({ told, text, passing }) => {
    status = told;
    body = text;
    await expect(reader.read('other', '/x', schema)).rejects.toMatchObject({
      name: 'UnreadableError',
      passing,
    });
  });

  it('takes no answer for one that passes', async () => {
    const silent = new PluginReader({
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => 'http://127.0.0.1:1',
      }),
    });
    await expect(silent.read('other', '/x', schema)).rejects.toMatchObject({
      message: "the plugin 'other' does not answer",
      passing: true,
    });
  });
});
