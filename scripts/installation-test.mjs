// Packs all publishable packages, installs the tarballs into a Backstage app of
// the old frontend system outside of the workspace, runs the command there,
// builds the app, starts it over the simulated account, reads an entity, routes
// and checks of Tech Insights, and opens its pages in a browser. Options:
// `--no-build` when all packages are built, `--keep` to look at the app
// afterwards.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  configureApp,
  installApp,
  startApp,
  stopApp,
} from './installation/app.mjs';
import { checkInBrowser, findChromium } from './installation/browser.mjs';
import { checkCommand } from './installation/command.mjs';
import { buildFrontend, checkTypes } from './installation/frontend.mjs';
import { checkTechInsights } from './installation/techInsights.mjs';
import {
  checkTarball,
  pack,
  publishablePackages,
  readYarnSettings,
} from './installation/tarballs.mjs';

const START_TIMEOUT_MS = 120_000;
const SYNC_TIMEOUT_MS = 90_000;
const TECH_INSIGHTS_TIMEOUT_MS = 60_000;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const { values: options } = parseArgs({
  options: {
    build: { type: 'boolean', default: true },
    keep: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

function build() {
  const { yarnPath } = readYarnSettings(root);
  for (const command of ['tsc', 'backstage-cli repo build']) {
    const args = ['run', '--binaries-only', ...command.split(' ')];
    execFileSync(process.execPath, [yarnPath, ...args], {
      cwd: root,
      stdio: 'inherit',
    });
  }
}

async function packAll(target) {
  const packages = publishablePackages(root);
  const names = packages.map(({ manifest }) => manifest.name);
  const tarballs = {};
  for (const one of packages) {
    const { name } = one.manifest;
    tarballs[name] = pack(one, { root, target });
    await checkTarball(tarballs[name], one, names);
    console.log(`Packed and checked ${name}`);
  }
  return tarballs;
}

/** Gets, or posts what it is given. */
async function ask(url, token, body) {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    body: isJson ? await response.json() : await response.text(),
  };
}

/** Asks again until the answer is a 200. */
async function eventually(what, milliseconds, child, attempt) {
  const deadline = Date.now() + milliseconds;
  let last;
  while (Date.now() < deadline) {
    assert.equal(child.exitCode, null, 'The app ended by itself');
    last = await attempt().catch(error => ({ status: error.message }));
    if (last.status === 200) {
      return last.body;
    }
    await sleep(500);
  }
  throw new Error(
    `${what} was not there in time; last answer: ${last?.status}`,
  );
}

async function check({ url, serviceToken }, simulator, child) {
  await eventually('The app', START_TIMEOUT_MS, child, () =>
    ask(`${url}/.backstage/health/v1/readiness`),
  );
  const session = await eventually('The sign-in', 30_000, child, () =>
    ask(`${url}/api/auth/guest/refresh`),
  );
  const { token } = session.backstageIdentity;

  const entity = await eventually('The Worker', SYNC_TIMEOUT_MS, child, () =>
    ask(
      `${url}/api/catalog/entities/by-name/resource/default/cf-worker-acme-api`,
      token,
    ),
  );
  assert.equal(entity.spec.type, 'cloudflare-worker');
  assert.equal(entity.spec.parameters.scriptName, 'acme-api');
  assert.equal(entity.spec.parameters.accountId, simulator.accountId);
  assert.equal(entity.metadata.annotations['cloudflare.com/name'], 'acme-api');
  console.log(`Read ${entity.metadata.name} from the catalog`);

  const route = `${url}/api/cloudflare/v1/workers/acme-api/deployments`;
  assert.equal((await ask(route)).status, 401, 'Without a token');
  const { status, body } = await ask(route, token);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.meta.account, 'default');
  assert.ok(body.data.length > 0, 'The Worker has deployments');
  for (const deployment of body.data) {
    assert.ok(Date.parse(deployment.createdAt) > 0, 'A deployment has a time');
    assert.ok(deployment.versions.length > 0, 'A deployment has versions');
  }
  const commits = body.data.filter(({ commitSha }) =>
    /^[0-9a-f]{7,64}$/.test(commitSha ?? ''),
  );
  assert.ok(commits.length > 0, 'Some deployment names its commit');
  console.log(`Read ${body.data.length} deployments from the route`);

  const checks = await checkTechInsights(entity.metadata.name, {
    ask: (location, posted) => ask(`${url}${location}`, serviceToken, posted),
    eventually: (what, attempt) =>
      eventually(what, TECH_INSIGHTS_TIMEOUT_MS, child, attempt),
  });
  console.log(`Tech Insights says of ${checks} checks what posture says`);

  const denied = await ask(`${url}/api/cloudflare/v1/zero-trust/users`, token);
  assert.equal(denied.status, 403, 'Readers may not see Zero Trust');
  console.log('The policy denies what it should');
}

async function lookAt(url) {
  const chromium = findChromium(root);
  if (chromium) {
    await checkInBrowser(url, chromium);
    console.log('Opened the pages in the browser');
    return;
  }
  const advice =
    'No Chromium here to open the pages with: install one, or name it in E2E_CHROMIUM.';
  assert.ok(!process.env.CI, advice);
  console.warn(advice);
}

async function startSimulator() {
  // The simulator is private: it runs from its source in the workspace.
  require('@backstage/cli/config/nodeTransform.cjs');
  const file = path.join(root, 'packages', 'cloudflare-simulator', 'src');
  return require(file).startSimulator();
}

let child;
let scratch;

function cleanUp() {
  if (options.keep) {
    console.log(`Kept ${scratch}`);
  } else if (scratch) {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

async function main() {
  if (options.build) {
    build();
  }
  scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'installation-test-'));
  const app = path.join(scratch, 'app');
  let simulator;
  let succeeded = false;
  try {
    const tarballs = await packAll(scratch);
    installApp(app, { root, tarballs });
    console.log('Installed the app');
    await checkCommand(app, { root, scratch });
    console.log('The command verifies evidence and finds what was changed');
    simulator = await startSimulator();
    const access = await configureApp(app, simulator);
    await buildFrontend(path.join(app, 'app'));
    console.log('Built the frontend');
    await checkTypes(path.join(app, 'app'));
    console.log('The types of the entries are found');
    child = startApp(app);
    await check(access, simulator, child);
    await lookAt(access.url);
    succeeded = true;
  } finally {
    if (child) {
      await stopApp(child);
      if (!succeeded) {
        const log = fs.readFileSync(path.join(app, 'backend.log'), 'utf8');
        console.error(log.slice(-8_000));
      }
    }
    await simulator?.close();
    cleanUp();
  }
  console.log('The published packages install and run.');
}

function abandon() {
  child?.kill('SIGKILL');
  cleanUp();
  process.exit(1);
}
process.on('SIGINT', abandon);
process.on('SIGTERM', abandon);
process.on('SIGHUP', abandon);

main().then(
  () => process.exit(0),
  error => {
    console.error(error);
    process.exit(1);
  },
);
