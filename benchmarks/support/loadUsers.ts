import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

const GROUPS = ['security', 'platform', 'engineering', 'readers'];
const USER_HEADER = 'x-load-user';

export const LOAD_PROVIDER = 'load';

/** How many of the first users are of different groups. */
export const GROUP_COUNT = GROUPS.length;

/** Entity refs of so many users, of whom each of the policy's groups has some. */
export function loadUsers(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `user:default/u-${i}`);
}

/** The header by which {@link loadSignIn} knows a user. */
export function signInHeader(user: string): Record<string, string> {
  return { [USER_HEADER]: user };
}

function groupOf(userEntityRef: string): string {
  const index = Number(userEntityRef.split('-').pop());
  return `group:default/${GROUPS[index % GROUPS.length]}`;
}

/** Signs in whoever asks, as the user that they name. */
export const loadSignIn = createBackendModule({
  pluginId: 'auth',
  moduleId: 'load-sign-in',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: LOAD_PROVIDER,
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize() {},
              authenticate: async ({ req }) => ({
                result: { user: req.get(USER_HEADER) ?? '' },
              }),
            }),
            signInResolver: async ({ result: { user } }, context) =>
              context.issueToken({
                claims: { sub: user, ent: [user, groupOf(user)] },
              }),
          }),
        });
      },
    });
  },
});
