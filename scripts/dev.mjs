// Starts the demo app: frontend and backend with hot reload, filled from the
// simulated Cloudflare account. With `--live` it reads the account that
// CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN name instead. Further
// arguments go to `backstage-cli repo start`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const REQUIRED_FOR_LIVE = ['CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN'];
const GRACE_PERIOD_MS = 15_000;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const live = args.includes('--live');
const env = { ...process.env };

if (live) {
  const missing = REQUIRED_FOR_LIVE.filter(name => !env[name]?.trim());
  if (missing.length > 0) {
    console.error(
      `--live reads a real Cloudflare account: set ${missing.join(' and ')} ` +
        'in the environment (docs/token-permissions.md says which token).',
    );
    process.exit(1);
  }
  env.CLOUDFLARE_LIVE = '1';
} else {
  // The demo must never reach a real account, whatever the shell exports.
  for (const name of Object.keys(env)) {
    if (/^CLOUDFLARE_(?!SIMULATOR_)/i.test(name)) {
      delete env[name];
    }
  }
}

// As Backstage would by itself, and what the module for Tech Insights ships,
// as an adopter adds it.
const configFiles = [
  'app-config.yaml',
  'plugins/tech-insights-backend-module-cloudflare/config/tech-insights.yaml',
  'app-config.local.yaml',
  ...(live ? ['app-config.live.yaml'] : []),
]
  .map(name => path.join(root, name))
  .filter(file => existsSync(file));

const cli = createRequire(import.meta.url).resolve(
  '@backstage/cli/bin/backstage-cli',
);
const child = spawn(
  process.execPath,
  [
    cli,
    'repo',
    'start',
    ...configFiles.flatMap(file => ['--config', file]),
    ...args.filter(arg => arg !== '--live'),
  ],
  { cwd: root, env, stdio: 'inherit' },
);

function stop(signal) {
  child.kill(signal);
  setTimeout(() => child.kill('SIGKILL'), GRACE_PERIOD_MS).unref();
}
// The terminal sends Ctrl-C to the whole foreground group by itself.
process.on('SIGINT', () => process.stdin.isTTY || stop('SIGINT'));
process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGHUP', () => stop('SIGTERM'));
child.on('error', error => {
  console.error(`The demo could not be started: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  process.exit(code ?? 128 + constants.signals[signal]);
});
