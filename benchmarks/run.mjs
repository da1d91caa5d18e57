// Runs one benchmark: `npm run bench -- <name> [--json]`. A benchmark is a
// module of this folder whose default export resolves to its figures. With
// `--json` the last line printed is the result as one line of JSON.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));
const self = path.basename(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

const benchmarks = new Map(
  readdirSync(here)
    .filter(file => /^[a-z][\w-]*\.(ts|mjs)$/.test(file) && file !== self)
    .map(file => [path.parse(file).name, path.join(here, file)]),
);

async function load(file) {
  // Lets Node.js read the TypeScript source of the workspace's packages.
  require('@backstage/cli/config/nodeTransform.cjs');
  const module = file.endsWith('.ts')
    ? require(file)
    : await import(pathToFileURL(file).href);
  if (typeof module.default !== 'function') {
    throw new Error(`${file} has no function as its default export`);
  }
  return module.default;
}

function check(name, result) {
  const figures = Object.entries(result?.figures ?? {});
  if (figures.length === 0) {
    throw new Error(`Benchmark '${name}' gave no figures`);
  }
  for (const [figure, { value, target, better }] of figures) {
    if (
      !Number.isFinite(value) ||
      !Number.isFinite(target) ||
      !['lower', 'higher'].includes(better)
    ) {
      throw new Error(
        `Figure '${figure}' of benchmark '${name}' needs a finite value, a finite target and what is better`,
      );
    }
  }
  return figures;
}

const meets = ({ value, target, better }) =>
  better === 'lower' ? value <= target : value >= target;

const readable = number => String(Number(number.toPrecision(4)));

function printTable(name, figures) {
  const width = Math.max(...figures.map(([figure]) => figure.length));
  console.log(`\n${name}`);
  for (const [figure, measured] of figures) {
    const bound = measured.better === 'lower' ? 'at most' : 'at least';
    const verdict = meets(measured) ? 'met' : 'MISSED';
    console.log(
      `  ${figure.padEnd(width)}  ${readable(measured.value).padStart(8)}  ` +
        `target ${bound} ${readable(measured.target)}: ${verdict}`,
    );
  }
  const missed = figures.filter(([, measured]) => !meets(measured)).length;
  console.log(
    missed === 0
      ? 'All targets met.'
      : `${missed} of ${figures.length} targets missed.`,
  );
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [name, ...rest] = positionals;
  if (name === undefined) {
    console.log('Benchmarks (npm run bench -- <name> [--json]):');
    for (const known of benchmarks.keys()) {
      console.log(`  ${known}`);
    }
    return;
  }
  const file = benchmarks.get(name);
  if (!file || rest.length > 0) {
    throw new Error(
      `Name one benchmark of: ${[...benchmarks.keys()].join(', ') || 'none'}`,
    );
  }
  const benchmark = await load(file);
  const result = await benchmark();
  const figures = check(name, result);
  printTable(name, figures);
  if (values.json) {
    const { detail = {} } = result;
    console.log(
      JSON.stringify({ bench: name, figures: result.figures, detail }),
    );
  }
}

let status = 0;
try {
  await main();
} catch (error) {
  console.error(error);
  status = 1;
}
// A handle that a benchmark left open must not keep the process; what was
// printed must be out first.
process.stdout.write('', () => process.exit(status));
