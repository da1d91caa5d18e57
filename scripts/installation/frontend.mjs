// The frontend of an adopter's app of the old frontend system.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const here = import.meta.dirname;

const PLUGIN = '@cloudflare-backstage/plugin-cloudflare';
const PACKAGES = [
  '@backstage/app-defaults',
  '@backstage/core-app-api',
  '@backstage/core-components',
  '@backstage/frontend-defaults',
  '@backstage/plugin-catalog',
  '@backstage/plugin-catalog-react',
  '@backstage/ui',
  '@types/react',
  '@types/react-dom',
  'react',
  'react-dom',
  'react-router',
  'react-router-dom',
];

const readJson = file => JSON.parse(fs.readFileSync(file, 'utf8'));

/** Writes the package `app` below the given folder. */
export function writeFrontend(folder, { root, tarballs }) {
  const manifests = ['packages/app', 'plugins/cloudflare'].map(directory =>
    readJson(path.join(root, directory, 'package.json')),
  );
  const ranges = Object.assign(
    {},
    ...manifests.flatMap(one => [one.devDependencies, one.dependencies]),
  );
  assert.ok(tarballs[PLUGIN], `${PLUGIN} is not published`);
  const dependencies = { [PLUGIN]: `file:${tarballs[PLUGIN]}` };
  for (const name of PACKAGES) {
    assert.ok(ranges[name], `The workspace does not use ${name}`);
    dependencies[name] = ranges[name];
  }
  fs.cpSync(path.join(here, 'frontend'), folder, { recursive: true });
  fs.cpSync(
    path.join(root, 'packages', 'app', 'public'),
    path.join(folder, 'public'),
    { recursive: true },
  );
  const write = (name, value) =>
    fs.writeFileSync(path.join(folder, name), JSON.stringify(value));
  write('package.json', {
    name: 'app',
    version: '0.0.0',
    private: true,
    bundled: true,
    backstage: { role: 'frontend' },
    dependencies,
  });
  write('tsconfig.json', {
    extends: require.resolve('@backstage/cli/config/tsconfig.json'),
    include: ['src'],
    compilerOptions: {
      noEmit: true,
      incremental: false,
      jsx: 'react-jsx',
      types: [],
    },
  });
}

async function runInFrontend(folder, program, args) {
  try {
    await run(process.execPath, [require.resolve(program), ...args], {
      cwd: folder,
      env: { ...process.env, NODE_ENV: 'production' },
    });
  } catch (error) {
    throw new Error(
      `${path.basename(program)} failed in the frontend:\n${error.stdout}\n${
        error.stderr
      }`,
    );
  }
}

/** Checks that the types of the plugin's entries fit the code that uses them. */
export function checkTypes(folder) {
  return runInFrontend(folder, 'typescript/bin/tsc', ['--project', '.']);
}

/** Builds the frontend for production. */
export function buildFrontend(folder) {
  return runInFrontend(folder, '@backstage/cli/bin/backstage-cli', [
    'package',
    'build',
  ]);
}
