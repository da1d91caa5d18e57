// Packs the publishable packages and checks what an adopter would get.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';

const readJson = file => JSON.parse(readFileSync(file, 'utf8'));

/** The packages of the workspace that are published. */
export function publishablePackages(root) {
  return ['packages', 'plugins']
    .flatMap(room =>
      readdirSync(path.join(root, room)).map(name =>
        path.join(root, room, name),
      ),
    )
    .filter(directory => existsSync(path.join(directory, 'package.json')))
    .map(directory => ({
      directory,
      manifest: readJson(path.join(directory, 'package.json')),
    }))
    .filter(({ manifest }) => !manifest.private);
}

/** Packs one package; returns the path of the tarball. */
export function pack({ directory, manifest }, { root, target }) {
  const { yarnPath } = readYarnSettings(root);
  const tarball = path.join(
    target,
    `${manifest.name.replace('@', '').replace('/', '-')}.tgz`,
  );
  execFileSync(process.execPath, [yarnPath, 'pack', '--out', tarball], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return tarball;
}

/** The settings of the workspace's Yarn, and where it is. */
export function readYarnSettings(root) {
  const text = readFileSync(path.join(root, '.yarnrc.yml'), 'utf8');
  const [line, release] = text.match(/^yarnPath:\s*(\S+)$/m);
  return {
    settings: text.replace(line, ''),
    yarnPath: path.join(root, release),
  };
}

function unpack(tarball, directory) {
  mkdirSync(directory);
  execFileSync('tar', ['-xzf', tarball, '-C', directory]);
  return path.join(directory, 'package');
}

function filesBelow(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      path.relative(directory, path.join(entry.parentPath, entry.name)),
    );
}

/** Every file that the fields of a manifest point to. */
function filesNamedBy({ main, module, types, exports, configSchema, bin }) {
  const targets = value =>
    typeof value === 'string'
      ? [value]
      : Object.entries(value ?? {})
          // Conditions that carry a type name rather than a path.
          .filter(([condition]) => condition !== 'backstage')
          .flatMap(([, nested]) => targets(nested));
  return [
    main,
    module,
    types,
    configSchema,
    ...targets(exports),
    ...targets(bin),
  ]
    .filter(file => typeof file === 'string')
    .map(file => path.normalize(file));
}

/** Throws where a tarball would not work for an adopter. */
export async function checkTarball(tarball, { directory, manifest }, names) {
  const unpacked = unpack(tarball, tarball.replace(/\.tgz$/, ''));
  const files = filesBelow(unpacked);
  const packed = readJson(path.join(unpacked, 'package.json'));
  const about = `The tarball of ${manifest.name}`;

  const unwanted = files.filter(file =>
    /^(src|dev)\/|\.test\.|__(fixtures|mocks|testUtils)__/.test(file),
  );
  assert.deepEqual(unwanted, [], `${about} holds sources or tests`);

  for (const file of filesNamedBy(packed)) {
    assert.ok(files.includes(file), `${about} names ${file} but lacks it`);
  }
  if (manifest.backstage.role === 'cli') {
    checkCommands(unpacked, packed, about);
  } else {
    assert.ok(packed.types, `${about} has no types`);
  }

  const text = JSON.stringify(packed);
  for (const protocol of ['workspace:', 'link:', 'file:', 'patch:']) {
    assert.ok(
      !text.includes(`"${protocol}`),
      `${about} has a ${protocol} range`,
    );
  }
  for (const dependency of Object.keys(packed.dependencies ?? {})) {
    assert.ok(
      !dependency.startsWith('@cloudflare-backstage/') ||
        names.includes(dependency),
      `${about} depends on ${dependency}, which is not published`,
    );
  }

  if (existsSync(path.join(directory, 'config.d.ts'))) {
    assert.ok(
      packed.configSchema &&
        files.includes(path.normalize(packed.configSchema)),
      `${about} lacks the configuration schema`,
    );
  }
  const migrations = path.join(directory, 'migrations');
  if (existsSync(migrations)) {
    for (const file of filesBelow(migrations)) {
      assert.ok(
        files.includes(path.join('migrations', file)),
        `${about} lacks the migration ${file}`,
      );
    }
  }
  if (manifest.backstage.role === 'frontend-plugin') {
    await checkBundles(unpacked, packed, about);
  }
}

/** A command is for people to run, and not for code to import. */
function checkCommands(unpacked, packed, about) {
  assert.ok(packed.bin, `${about} has no command`);
  for (const file of Object.values(packed.bin)) {
    accessSync(path.join(unpacked, file), constants.X_OK);
  }
}

/** The entry of a frontend plugin must be an ES module with a default export. */
async function checkBundles(unpacked, packed, about) {
  const entry = path.join(unpacked, packed.main);
  const { metafile } = await esbuild.build({
    entryPoints: [entry],
    absWorkingDir: unpacked,
    bundle: true,
    format: 'esm',
    packages: 'external',
    splitting: true,
    outdir: 'bundled',
    write: false,
    metafile: true,
    logLevel: 'error',
    loader: { '.svg': 'dataurl', '.png': 'dataurl', '.css': 'empty' },
  });
  const output = Object.values(metafile.outputs).find(({ entryPoint }) =>
    Boolean(entryPoint && path.resolve(unpacked, entryPoint) === entry),
  );
  assert.ok(
    output?.exports.includes('default'),
    `${about} has no default export at ${packed.main}`,
  );
}
