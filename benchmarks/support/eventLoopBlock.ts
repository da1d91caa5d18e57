const RESOLUTION_MS = 5;

/** Node.js 22 tells it of all threads together, which is no less. */
const cpuUsage = process.threadCpuUsage ?? process.cpuUsage;

function cpuMs(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1000;
}

/**
 * Finds the longest time for which this process keeps its event loop from
 * turning, until it is stopped: `maxMs`. `maxDelayMs` has the time in it in
 * which the machine gave the processor to others, which happens to whatever
 * runs there; of that, only what the process itself spent counts as a block.
 */
export function watchEventLoop(): {
  stop(): { maxMs: number; maxDelayMs: number };
} {
  let maxMs = 0;
  let maxDelayMs = 0;
  let at = performance.now();
  let spentMs = cpuMs();
  const timer = setInterval(() => {
    const before = { at, spentMs };
    at = performance.now();
    spentMs = cpuMs();
    const delayMs = at - before.at;
    maxDelayMs = Math.max(maxDelayMs, delayMs);
    maxMs = Math.max(maxMs, Math.min(delayMs, spentMs - before.spentMs));
  }, RESOLUTION_MS);
  return {
    stop() {
      clearInterval(timer);
      return { maxMs, maxDelayMs };
    },
  };
}
