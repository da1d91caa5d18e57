// Sends a million mutants of known queries through the gate that stands
// before the Analytics Engine SQL API: `npm run fuzz:sql [-- <cases> [<seed>]]`.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const MILLION = 1_000_000;
const [cases = MILLION, seed = Date.now() % MILLION] = process.argv
  .slice(2)
  .map(Number);
if (![cases, seed].every(Number.isSafeInteger)) {
  console.error('Usage: npm run fuzz:sql [-- <cases> [<seed>]]');
  process.exit(1);
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
// Lets Node.js read the TypeScript source of the workspace's packages.
require('@backstage/cli/config/nodeTransform.cjs');

const fuzzer = path.join(
  root,
  'plugins/cloudflare-backend/src/products/analytics-engine/__testUtils__/fuzzGate.ts',
);
const { fuzzGate } = require(fuzzer);

console.log(`Seed ${seed}`);
const started = performance.now();
const { accepted, slowestMs } = fuzzGate(seed, cases);
const seconds = (performance.now() - started) / 1000;
console.log(
  `${cases} queries in ${seconds.toFixed(1)} s: ${accepted} let through, ` +
    `each within its bounds; the slowest took ${slowestMs.toFixed(1)} ms.`,
);
