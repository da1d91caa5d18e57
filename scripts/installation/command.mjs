// The command as its tarball brings it, run where it was installed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const COMMIT = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';

function run(app, args, env = {}) {
  const command = path.join(app, 'node_modules/.bin/cloudflare-backstage');
  const options = {
    cwd: app,
    env: { PATH: path.dirname(process.execPath), ...env },
  };
  return new Promise(resolve => {
    execFile(command, args, options, (error, stdout, stderr) => {
      resolve({ status: error ? error.code : 0, stdout, stderr });
    });
  });
}

/** Verifies evidence as it is and changed, and builds arguments for wrangler. */
export async function checkCommand(app, { root, scratch }) {
  // The evidence is sealed by the workspace's source.
  require('@backstage/cli/config/nodeTransform.cjs');
  const fixtures = path.join(root, 'packages/cloudflare-cli/src/__fixtures__');
  const { writeChain } = require(path.join(fixtures, 'writeChain'));
  const folder = path.join(scratch, 'evidence');
  fs.mkdirSync(folder);
  const { key, bundles } = await writeChain(folder, 2);
  const verify = (...args) => run(app, ['evidence', 'verify', ...args]);

  const good = await verify(
    bundles[0].tar,
    bundles[1].json,
    ...['--key', key, '--head', bundles[1].head],
  );
  assert.equal(good.status, 0, good.stdout + good.stderr);
  assert.match(good.stdout, /^VERIFIED: /m);

  const snapshot = path.join(bundles[0].folder, 'snapshot.json');
  fs.writeFileSync(
    snapshot,
    fs.readFileSync(snapshot, 'utf8').replace('deploy', 'delete'),
  );
  const changed = await verify(bundles[0].folder, '--key', key);
  assert.equal(changed.status, 1, changed.stdout + changed.stderr);
  assert.match(changed.stdout, /^FAILED .*snapshot\.json/);
  assert.equal((await verify('no-such-file')).status, 2);

  const told = await run(
    app,
    ['provenance', 'wrangler-args', '--format', 'json'],
    {
      GITHUB_ACTIONS: 'true',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/api',
      GITHUB_RUN_ID: '1',
      GITHUB_SHA: COMMIT,
    },
  );
  assert.equal(told.status, 0, told.stderr);
  const [tag, message] = JSON.parse(told.stdout);
  assert.equal(tag, `--tag=${COMMIT}`);
  assert.match(message, /^--message=cf-prov:v1 run=https%3A%2F%2Fgithub\.com/);
}
