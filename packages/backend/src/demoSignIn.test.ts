import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import demoSignIn from './demoSignIn';

const start = () =>
  startTestBackend({
    features: [
      authPlugin,
      demoSignIn,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost' },
          auth: { providers: { demo: {} } },
        },
      }),
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'sam', namespace: 'default' },
            spec: { memberOf: ['security'] },
            relations: [
              { type: 'memberOf', targetRef: 'group:default/security' },
            ],
          },
        ],
      }),
    ],
  });

describe('demo sign-in', () => {
  it('signs in as a demo user and nobody else', async () => {
    const backend = await start();
    const { port } = backend.server.address() as { port: number };
    const signIn = (user: string) =>
      fetch(`http://localhost:${port}/api/auth/demo/refresh`, {
        method: 'POST',
        headers: { 'x-demo-user': user },
      });

    const sam = await signIn('sam');
    expect(sam.status).toBe(200);
    expect(await sam.json()).toMatchObject({
      backstageIdentity: { identity: { userEntityRef: 'user:default/sam' } },
    });
    expect((await signIn('root')).status).toBe(401);
    await backend.stop();
  });

  it('does not start in production', async () => {
    const environment = process.env.NODE_ENV;
    Object.assign(process.env, { NODE_ENV: 'production' });
    try {
      await expect(start()).rejects.toThrow(/does not start in production/);
    } finally {
      Object.assign(process.env, { NODE_ENV: environment });
    }
  });
});
