import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import authBackend from '@backstage/plugin-auth-backend';
import { JsonValue } from '@backstage/types';
import catalogBackend from '@backstage/plugin-catalog-backend';
import permissionBackend from '@backstage/plugin-permission-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import catalogModule from '@cloudflare-backstage/plugin-catalog-backend-module-cloudflare';
import cloudflareBackend from '@cloudflare-backstage/plugin-cloudflare-backend';
import { cloudflareReadAccountPermission } from '@cloudflare-backstage/plugin-cloudflare-common';
import cloudflarePolicy from '@cloudflare-backstage/plugin-permission-backend-module-cloudflare';
import Router from 'express-promise-router';
import { freePort } from './appServer';
import { HeldSchedule } from './heldSchedule';
import {
  LOAD_PROVIDER,
  loadSignIn,
  loadUsers,
  signInHeader,
} from './loadUsers';

const CATALOG_POLL_MS = 200;

/** Which simulated account a loaded backend reads, and for whom. */
export interface LoadedBackendOptions {
  account: { url: string; accountId: string; apiToken: string };
  cacheTtlSeconds: number;
  users: number;
  /** Found in the catalog before the backend counts as ready. */
  entityRef: string;
}

/** A backend that has synced and evaluated posture once, and now only answers. */
export interface LoadedBackend {
  url: string;
  /** Backstage's tokens of its users. */
  tokens: readonly string[];
  /** What the bare router answers at `/api/bare/<index>`. */
  setBareAnswers(answers: readonly JsonValue[]): void;
}

/**
 * Starts the plugins, and a bare router next to them, in a backend as it is
 * deployed: with Backstage's own services, the catalog, sign-in, and the
 * permission backend with our policy. Only the schedules are held, and nothing
 * is logged.
 */
export async function startLoadedBackend(
  options: LoadedBackendOptions,
): Promise<LoadedBackend> {
  const { account, cacheTtlSeconds, entityRef } = options;
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const schedule = new HeldSchedule();
  let bareAnswers: readonly JsonValue[] = [];
  const backend = createBackend();
  for (const feature of [
    authBackend,
    loadSignIn,
    catalogBackend,
    catalogModule,
    cloudflareBackend,
    permissionBackend,
    cloudflarePolicy,
    bareRouter(index => bareAnswers[index]),
    schedule.factory,
    mockServices.rootLogger.factory({ level: 'none' }),
    mockServices.rootConfig.factory({
      data: {
        app: { baseUrl: url },
        backend: {
          baseUrl: url,
          listen: { host: 'localhost', port },
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        auth: { providers: { [LOAD_PROVIDER]: {} } },
        permission: { enabled: true },
        catalog: {
          processingInterval: { hours: 24 },
          rules: [{ allow: ['Resource'] }],
        },
        cloudflare: {
          accountId: account.accountId,
          apiToken: account.apiToken,
          apiBaseUrl: account.url,
          budget: { requests: 100_000, share: 1 },
          cache: { ttl: cacheTtlSeconds },
          defaults: { owner: 'group:default/platform' },
        },
      },
    }),
  ]) {
    backend.add(feature);
  }
  await backend.start();
  const tokens = await signIn(url, loadUsers(options.users));
  await schedule.run('cloudflare:default:sync');
  await isInCatalog(url, tokens[0], entityRef);
  await schedule.run('cloudflare:posture');
  return {
    url,
    tokens,
    setBareAnswers(answers) {
      bareAnswers = answers;
    },
  };
}

async function signIn(url: string, users: readonly string[]) {
  const tokens: string[] = [];
  for (const user of users) {
    const response = await fetch(`${url}/api/auth/${LOAD_PROVIDER}/refresh`, {
      method: 'POST',
      headers: signInHeader(user),
    });
    const body = await response.json();
    if (!response.ok) {
      throw new Error(`Sign-in answered ${JSON.stringify(body)} to ${user}`);
    }
    tokens.push(
      (body as { backstageIdentity: { token: string } }).backstageIdentity
        .token,
    );
  }
  return tokens;
}

/** The least that a router does that lets in whom it should, and answers JSON. */
function bareRouter(answerOf: (index: number) => JsonValue) {
  return createBackendPlugin({
    pluginId: 'bare',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          permissions: coreServices.permissions,
        },
        async init({ httpAuth, httpRouter, permissions }) {
          const router = Router();
          router.get('/:index', async (req, res) => {
            const credentials = await httpAuth.credentials(req, {
              allow: ['user', 'service'],
            });
            const [{ result }] = await permissions.authorize(
              [{ permission: cloudflareReadAccountPermission }],
              { credentials },
            );
            if (result !== AuthorizeResult.ALLOW) {
              res.status(403).end();
              return;
            }
            res.json(answerOf(Number(req.params.index)));
          });
          httpRouter.use(router);
        },
      });
    },
  });
}

async function isInCatalog(
  url: string,
  token: string,
  entityRef: string,
): Promise<void> {
  const name = entityRef.split('/').pop();
  for (;;) {
    const response = await fetch(
      `${url}/api/catalog/entities/by-name/resource/default/${name}`,
      { headers: { authorization: `Bearer ${token}` } },
    );
    await response.body?.cancel();
    if (response.ok) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, CATALOG_POLL_MS));
  }
}
