// Has every fault of HTTP befall every part of a simulated account, before a
// whole backend: `npm run faults [-- --seed <n>]`. Takes half an hour. Fails
// when an invariant breaks; the same seed gives the same faults again.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    cycles: { type: 'string', default: 'Infinity' },
  },
});
const seed = Number(values.seed);
const cycles = Number(values.cycles);
if (!Number.isSafeInteger(seed) || seed < 0 || !(cycles > 0)) {
  console.error('Usage: npm run faults [-- --seed <n> --cycles <n>]');
  process.exit(1);
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
// Lets Node.js read the TypeScript source of the workspace's packages.
require('@backstage/cli/config/nodeTransform.cjs');

const { runWholePlan } = require(path.join(
  root,
  'packages/backend/src/faults/__testUtils__/runWholePlan.ts',
));

console.log(`Seed ${seed}`);
let status = 1;
try {
  const report = await runWholePlan(seed, console.log, cycles);
  const { start, end } = report;
  const heap = use => `${use.heapMb.toFixed(1)} MB`;
  console.log(`Cycles         ${report.cycles}`);
  console.log(`Requests       ${report.requests}`);
  console.log(`Faulty ones    ${report.befallen}`);
  console.log(`Missed faults  ${report.missed.join(', ') || 0}`);
  console.log(`Heap           ${heap(start)}, then ${heap(end)}`);
  console.log(`Trace          ${report.trace}`);
  report.broken.forEach(reason => console.error(`BROKEN: ${reason}`));
  status = report.broken.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error);
}
// A handle that was left open must not keep the process; what was printed must
// be out first.
process.stdout.write('', () => process.exit(status));
