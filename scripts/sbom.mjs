// Writes a bill of materials (CycloneDX) of each published package: what it
// brings at run time, in the versions of yarn.lock.
//
//   npm run sbom -- <folder>
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PLUGIN = '@cyclonedx/yarn-plugin-cyclonedx@3.2.1';
const COPIED = ['yarn.lock', '.yarnrc.yml', '.yarn/releases'];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

function run(command, args, options) {
  const { status, error } = spawnSync(command, args, {
    stdio: 'inherit',
    ...options,
  });
  if (status !== 0) {
    throw error ?? new Error(`${command} ${args.join(' ')}: ended ${status}`);
  }
}

/** Folders of the workspaces, that of the root among them. */
function workspaces() {
  const below = ['packages', 'plugins'].flatMap(parent =>
    fs
      .readdirSync(path.join(root, parent))
      .map(name => path.join(parent, name))
      .filter(folder => fs.existsSync(path.join(root, folder, 'package.json'))),
  );
  return ['.', ...below];
}

/** The lockfile does not tell them from others, and so neither does the tool. */
function withoutDevDependencies(folder) {
  const { devDependencies: _, ...manifest } = JSON.parse(
    fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
  );
  return manifest;
}

const [output] = process.argv.slice(2);
if (!output) {
  console.error('Usage: npm run sbom -- <folder>');
  process.exit(1);
}
const target = path.resolve(output);
fs.mkdirSync(target, { recursive: true });
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'sbom-'));
try {
  for (const name of COPIED) {
    fs.cpSync(path.join(root, name), path.join(copy, name), {
      recursive: true,
    });
  }
  const published = [];
  for (const folder of workspaces()) {
    const manifest = withoutDevDependencies(folder);
    fs.mkdirSync(path.join(copy, folder), { recursive: true });
    fs.writeFileSync(
      path.join(copy, folder, 'package.json'),
      JSON.stringify(manifest),
    );
    if (!manifest.private) {
      published.push({ folder, ...manifest });
    }
  }
  const tool = path.join(copy, 'tool');
  fs.mkdirSync(tool);
  run('npm', ['pack', '--silent', PLUGIN], { cwd: tool });
  const [archive] = fs.readdirSync(tool);
  run('tar', ['-xzf', archive], { cwd: tool });
  const yarn = path.join(
    copy,
    '.yarn',
    'releases',
    fs.readdirSync(path.join(copy, '.yarn', 'releases'))[0],
  );
  // Leaves out of the lockfile what only devDependencies need; adds nothing.
  run(
    process.execPath,
    [yarn, 'install', '--mode=update-lockfile', '--no-immutable'],
    { cwd: copy },
  );
  const plugin = path.join(tool, 'package', 'yarn-plugin-cyclonedx.cjs');
  for (const { folder, name, version } of published) {
    const file = `${name.split('/').pop()}-${version}.cdx.json`;
    run(
      process.execPath,
      [
        yarn,
        'cyclonedx',
        ...['--production', '--output-reproducible', '--mc-type', 'library'],
        ...['--output-format', 'JSON'],
        ...['--output-file', path.join(target, file)],
      ],
      {
        cwd: path.join(copy, folder),
        env: { ...process.env, YARN_PLUGINS: plugin },
      },
    );
  }
} finally {
  fs.rmSync(copy, { recursive: true, force: true });
}
