// Runs the browser tests: `npm run e2e -- [arguments of playwright test]`, and
// every panel in every state with `npm run e2e:matrix`.
// Starts two demos on ports of their own, with the built frontend served by the
// backend, unless E2E_BASE_URL and E2E_SIMULATOR_URL name some that run, with
// spaces between. Each is tested by a worker of its own.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A test waits more than it computes: more than cores would not be faster. */
const DEMOS = 2;
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 15_000;

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const output = path.join(here, 'output');
const require = createRequire(import.meta.url);
const isMatrix = process.argv.includes('--matrix');
const testArguments = process.argv.slice(2).filter(arg => arg !== '--matrix');
const children = new Set();

function start(args, options) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    ...options,
  });
  children.add(child);
  child.ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', code => {
      children.delete(child);
      resolve(code ?? 1);
    });
  });
  return child;
}

async function stop(child) {
  const forced = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  child.kill('SIGTERM');
  await child.ended;
  clearTimeout(forced);
}

/** The time of the youngest file below the given paths, in milliseconds. */
function youngest(paths) {
  return paths.reduce((latest, file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat?.isDirectory()) {
      return Math.max(latest, stat?.mtimeMs ?? 0);
    }
    const entries = fs.readdirSync(file).map(name => path.join(file, name));
    return Math.max(latest, youngest(entries));
  }, 0);
}

/** Builds the frontend unless what was built is younger than its sources. */
async function buildApp() {
  const app = path.join(root, 'packages', 'app');
  const sources = ['packages', 'plugins'].flatMap(room =>
    fs
      .readdirSync(path.join(root, room))
      .flatMap(name =>
        ['src', 'package.json'].map(part => path.join(root, room, name, part)),
      ),
  );
  sources.push(path.join(app, 'public'), path.join(root, 'yarn.lock'));
  const built = fs.statSync(path.join(app, 'dist', 'index.html'), {
    throwIfNoEntry: false,
  });
  if (built && built.mtimeMs > youngest(sources)) {
    return;
  }
  console.log('Building the app');
  const cli = require.resolve('@backstage/cli/bin/backstage-cli');
  const code = await start([cli, 'package', 'build'], { cwd: app }).ended;
  if (code !== 0) {
    throw new Error('The app could not be built');
  }
}

/** Ports that nothing listens on, no two the same. */
async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const server = createServer();
          server.on('error', reject);
          server.listen(0, () => resolve(server));
        }),
    ),
  );
  return Promise.all(
    servers.map(server => {
      const { port } = server.address();
      return new Promise(resolve => {
        server.close(() => resolve(port));
      });
    }),
  );
}

async function startDemo(logName, port, simulatorPort) {
  const url = `http://localhost:${port}`;
  fs.mkdirSync(output, { recursive: true });
  const logFile = path.join(output, logName);
  const log = fs.openSync(logFile, 'w');
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^CLOUDFLARE_(?!SIMULATOR_)/i.test(name),
    ),
  );
  const backend = start(
    [
      '--enable-source-maps',
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      'src/index.ts',
      '--config',
      path.join(root, 'app-config.yaml'),
      '--config',
      path.join(
        root,
        'plugins/tech-insights-backend-module-cloudflare/config/tech-insights.yaml',
      ),
    ],
    {
      cwd: path.join(root, 'packages', 'backend'),
      stdio: ['ignore', log, log],
      env: {
        ...env,
        NODE_ENV: 'development',
        CLOUDFLARE_SIMULATOR_PORT: String(simulatorPort),
        // No sync of its own accord sees what a test makes go wrong.
        APP_CONFIG_cloudflare_entityProvider_schedule_frequency: JSON.stringify(
          { hours: 12 },
        ),
        // So many pages are opened in so short a time by tests alone.
        APP_CONFIG_cloudflare_budget_share: '1',
        APP_CONFIG_app_baseUrl: JSON.stringify(url),
        APP_CONFIG_backend_baseUrl: JSON.stringify(url),
        APP_CONFIG_backend_listen_port: String(port),
      },
    },
  );
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && children.has(backend)) {
    const answer = await fetch(`${url}/.backstage/health/v1/readiness`, {
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined);
    if (answer?.ok) {
      return {
        url,
        simulatorUrl: `http://127.0.0.1:${simulatorPort}/__control`,
      };
    }
    await sleep(250);
  }
  console.error(fs.readFileSync(logFile, 'utf8').slice(-8_000));
  throw new Error(`The demo did not become ready; its log is ${logFile}`);
}

function playwright(environment) {
  const cli = require.resolve('@playwright/test/cli');
  const config = path.join(here, 'playwright.config.ts');
  return start([cli, 'test', '--config', config, ...testArguments], {
    env: {
      ...process.env,
      ...environment,
      ...(isMatrix && { E2E_MATRIX: '1' }),
    },
  }).ended;
}

async function main() {
  if (process.env.E2E_BASE_URL) {
    return playwright({});
  }
  await buildApp();
  try {
    const ports = await freePorts(DEMOS * 2);
    const demos = await Promise.all(
      Array.from({ length: DEMOS }, (_, index) =>
        startDemo(`backend-${index}.log`, ports.pop(), ports.pop()),
      ),
    );
    return await playwright({
      E2E_BASE_URL: demos.map(({ url }) => url).join(' '),
      E2E_SIMULATOR_URL: demos
        .map(({ simulatorUrl }) => simulatorUrl)
        .join(' '),
    });
  } finally {
    await Promise.all([...children].map(stop));
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of children) {
      child.kill('SIGTERM');
    }
    process.exitCode = 1;
  });
}

main().then(
  code => {
    process.exitCode ||= code;
  },
  error => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
