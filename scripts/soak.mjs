// Syncs a simulated account into a real catalog over and over, with seeded
// faults: `npm run soak [-- --minutes <n> --seed <n>]`. Runs follow each other
// at once, and the rate limit's window is a thirtieth of Cloudflare's, so that
// an hour has the syncs of days. Fails when an invariant breaks.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed);
if (!(minutes > 0) || !Number.isSafeInteger(seed) || seed < 0) {
  console.error('Usage: npm run soak [-- --minutes <n> --seed <n>]');
  process.exit(1);
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
// Lets Node.js read the TypeScript source of the workspace's packages.
require('@backstage/cli/config/nodeTransform.cjs');

const { soak } = require(path.join(root, 'benchmarks/support/soak.ts'));

console.log(`Seed ${seed}, ${minutes} minutes`);
let status = 1;
try {
  const report = await soak(minutes, seed);
  const { start, end } = report;
  const outcomes = Object.entries(report.outcomes)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
  console.log(`Runs           ${report.runs} (${outcomes})`);
  console.log(`Faults         ${report.faults}`);
  console.log(`Requests       ${report.requests} of ${report.budget} allowed`);
  console.log(`Entities       ${report.entities}`);
  console.log(`Lost entities  ${report.lost.join(', ') || 0}`);
  console.log(
    `Heap           ${start.heapMb.toFixed(1)} MB, then ${end.heapMb.toFixed(
      1,
    )} MB`,
  );
  const handlesOf = use =>
    Object.entries(use.handles)
      .map(([type, { least, most }]) => `${least} to ${most} ${type}`)
      .join(', ');
  console.log(`Open handles   ${handlesOf(start)}; then ${handlesOf(end)}`);
  report.broken.forEach(reason => console.error(`BROKEN: ${reason}`));
  status = report.broken.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error);
}
// A handle that was left open must not keep the process; what was printed must
// be out first.
process.stdout.write('', () => process.exit(status));
