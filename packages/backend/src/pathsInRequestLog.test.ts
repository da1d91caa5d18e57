import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { freePort } from './__testUtils__/freePort';
import pathsInRequestLog from './pathsInRequestLog';

describe('the log of requests', () => {
  it('has the paths alone, while handlers have all of the URL', async () => {
    const port = await freePort();
    const logger = mockServices.rootLogger.mock({ child: () => logger });
    const shutdown: (() => unknown)[] = [];
    const tester = ServiceFactoryTester.from(pathsInRequestLog, {
      dependencies: [
        mockServices.rootConfig.factory({
          data: { backend: { listen: { host: '127.0.0.1', port } } },
        }),
        logger.factory,
        mockServices.rootLifecycle.mock({
          addShutdownHook: hook => shutdown.push(hook),
        }).factory,
      ],
    });
    const router = await tester.getSubject();
    const seen: unknown[] = [];
    router.use('/api/cloudflare', (req, res) => {
      seen.push(req.query, req.originalUrl);
      res.json({});
    });
    const path = '/api/cloudflare/v1/zero-trust/access/audit';
    const base = `http://127.0.0.1:${port}`;
    const answer = await fetch(`${base}${path}?actor=sam@acme.example`, {
      headers: { Referer: `${base}/cloudflare/zero-trust?actor=sam` },
    });
    await answer.text();
    await Promise.all(shutdown.map(hook => hook()));

    expect(seen).toEqual([
      { actor: 'sam@acme.example' },
      `${path}?actor=sam@acme.example`,
    ]);
    const logged = JSON.stringify(logger.info.mock.calls);
    expect(logged).toContain(`"url":"${path}"`);
    expect(logged).toContain(`"referrer":"${base}/cloudflare/zero-trust"`);
    expect(logged).not.toContain('sam');
  });
});
