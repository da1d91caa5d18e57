import { createBackendModule } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

const DEMO_USERS = ['sam', 'pat', 'eve', 'rio', 'noa'];

/**
 * Signs in as one of the demo's users without a password. It refuses to start
 * where `NODE_ENV` is `production`.
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-sign-in',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        if (process.env.NODE_ENV === 'production') {
          throw new Error(
            `The demo sign-in lets anybody in and does not start in production: install an auth provider of your own`,
          );
        }
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async ({ user }: { user: string }) => ({
                profile: { displayName: user },
              }),
              initialize() {},
              async authenticate({ req }) {
                const user = req.get('x-demo-user');
                if (user === undefined || !DEMO_USERS.includes(user)) {
                  throw new AuthenticationError(
                    `There is no such demo user; the demo's users are ${DEMO_USERS.join(
                      ', ',
                    )}`,
                  );
                }
                return { result: { user } };
              },
            }),
            signInResolver: async ({ result }, context) =>
              context.signInWithCatalogUser({
                entityRef: { name: result.user },
              }),
          }),
        });
      },
    });
  },
});
