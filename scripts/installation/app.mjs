// A Backstage app as an adopter has it, outside of the workspace.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { writeFrontend } from './frontend.mjs';
import { readYarnSettings } from './tarballs.mjs';

const STOP_TIMEOUT_MS = 15_000;

const BACKSTAGE_PACKAGES = [
  '@backstage/backend-defaults',
  '@backstage/plugin-app-backend',
  '@backstage/plugin-auth-backend',
  '@backstage/plugin-auth-backend-module-guest-provider',
  '@backstage/plugin-catalog-backend',
  '@backstage/plugin-permission-backend',
];
const TECH_INSIGHTS_PACKAGES = [
  '@backstage-community/plugin-tech-insights-backend',
  '@backstage-community/plugin-tech-insights-backend-module-jsonfc',
];
const OUR_TECH_INSIGHTS_MODULE =
  '@cloudflare-backstage/plugin-tech-insights-backend-module-cloudflare';
const OUR_BACKEND_PACKAGES = [
  OUR_TECH_INSIGHTS_MODULE,
  '@cloudflare-backstage/plugin-cloudflare-backend',
  '@cloudflare-backstage/plugin-catalog-backend-module-cloudflare',
  '@cloudflare-backstage/plugin-permission-backend-module-cloudflare',
];
const OUR_COMMAND = '@cloudflare-backstage/cloudflare-cli';

const readJson = file => JSON.parse(fs.readFileSync(file, 'utf8'));
const writeJson = (file, value) =>
  fs.writeFileSync(file, JSON.stringify(value, undefined, 2));

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Makes an adopter's app, a backend with a frontend, from the tarballs. */
export function installApp(app, { root, tarballs }) {
  const { devDependencies, resolutions } = readJson(
    path.join(root, 'package.json'),
  );
  const { dependencies } = readJson(
    path.join(root, 'packages', 'backend', 'package.json'),
  );
  const ranges = { ...devDependencies, ...dependencies };
  const files = Object.fromEntries(
    Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]),
  );
  fs.mkdirSync(app);
  writeJson(path.join(app, 'package.json'), {
    name: 'installation-test',
    version: '0.0.0',
    private: true,
    workspaces: ['app'],
    dependencies: {
      ...Object.fromEntries(
        [
          ...BACKSTAGE_PACKAGES,
          ...TECH_INSIGHTS_PACKAGES,
          'better-sqlite3',
        ].map(name => {
          assert.ok(ranges[name], `The workspace does not use ${name}`);
          return [name, ranges[name]];
        }),
      ),
      ...Object.fromEntries(
        [...OUR_BACKEND_PACKAGES, OUR_COMMAND].map(name => {
          assert.ok(files[name], `${name} is not published`);
          return [name, files[name]];
        }),
      ),
    },
    // The tarballs depend on each other by version, and none is published yet.
    resolutions: { ...resolutions, ...files },
  });
  writeFrontend(path.join(app, 'app'), { root, tarballs });
  const { settings, yarnPath } = readYarnSettings(root);
  fs.writeFileSync(path.join(app, '.yarnrc.yml'), settings);
  // Resolves as in the workspace, and therefore from what is cached.
  fs.copyFileSync(path.join(root, 'yarn.lock'), path.join(app, 'yarn.lock'));
  execFileSync(process.execPath, [yarnPath, 'install'], {
    cwd: app,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
      YARN_ENABLE_HARDENED_MODE: 'false',
      YARN_IGNORE_PATH: '1',
    },
  });
}

/**
 * Writes what an adopter would write; returns the URL of the app, and the token
 * of another service of the adopter's.
 */
export async function configureApp(app, simulator) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const serviceToken = randomBytes(24).toString('hex');
  // JSON is YAML.
  writeJson(path.join(app, 'app-config.yaml'), {
    app: { baseUrl: url, title: 'Installation test' },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: serviceToken, subject: 'installation-test' },
          },
        ],
      },
    },
    auth: {
      providers: {
        guest: {
          userEntityRef: 'user:default/reader',
          ownershipEntityRefs: ['user:default/reader', 'group:default/readers'],
          dangerouslyAllowOutsideDevelopment: true,
        },
      },
    },
    permission: { enabled: true },
    cloudflare: {
      accountId: simulator.accountId,
      apiToken: simulator.apiToken,
      apiBaseUrl: simulator.url,
      entityProvider: {
        schedule: { frequency: { minutes: 10 }, timeout: { minutes: 2 } },
      },
    },
  });
  const features = [
    ...BACKSTAGE_PACKAGES.slice(1),
    ...TECH_INSIGHTS_PACKAGES,
    ...OUR_BACKEND_PACKAGES,
  ];
  fs.writeFileSync(
    path.join(app, 'index.js'),
    [
      "const { createBackend } = require('@backstage/backend-defaults');",
      'const backend = createBackend();',
      ...features.map(name => `backend.add(import('${name}'));`),
      'backend.start();',
      '',
    ].join('\n'),
  );
  return { url, serviceToken };
}

/** Starts the app with plain Node.js; its output goes to `backend.log`. */
export function startApp(app) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(CLOUDFLARE_|APP_CONFIG|NODE_OPTIONS$)/i.test(name),
    ),
  );
  const log = fs.openSync(path.join(app, 'backend.log'), 'w');
  const configs = [
    'app-config.yaml',
    `node_modules/${OUR_TECH_INSIGHTS_MODULE}/config/tech-insights.yaml`,
  ];
  return spawn(
    process.execPath,
    ['index.js', ...configs.flatMap(file => ['--config', file])],
    {
      cwd: app,
      stdio: ['ignore', log, log],
      env: { ...env, NODE_ENV: 'production' },
    },
  );
}

/** Ends the app, and waits until it has ended. */
export async function stopApp(child) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise(resolve => {
    child.once('exit', resolve);
  });
  const forced = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(forced);
}
