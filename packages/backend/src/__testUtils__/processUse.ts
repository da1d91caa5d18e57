import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const BYTES_PER_MB = 1_000_000;
/** Connections that are kept alive are closed by then. */
const SETTLED_AFTER_MS = 8_000;
const LOOKS = 20;
const LOOK_EVERY_MS = 200;

/** What is loaded, compiled and cached late is less than this. */
const MOST_GROWTH = 1.1;

/** What a process holds while it rests. */
export interface ProcessUse {
  /** After collection. */
  heapMb: number;
  /** Open handles by type: timers come and go even then. */
  handles: Record<string, { least: number; most: number }>;
}

/** Looks at this process when what ends by itself has ended. */
export async function processUse(
  settledAfterMs = SETTLED_AFTER_MS,
  count = LOOKS,
): Promise<ProcessUse> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  await pause(settledAfterMs);
  let heapMb = Infinity;
  const looks: Record<string, number>[] = [];
  for (let look = 0; look < count; look++) {
    collect();
    heapMb = Math.min(heapMb, process.memoryUsage().heapUsed / BYTES_PER_MB);
    looks.push(openHandles());
    await pause(LOOK_EVERY_MS);
  }
  const types = [...new Set(looks.flatMap(open => Object.keys(open)))].sort();
  return {
    heapMb,
    handles: Object.fromEntries(
      types.map(type => {
        const counts = looks.map(open => open[type] ?? 0);
        return [
          type,
          { least: Math.min(...counts), most: Math.max(...counts) },
        ];
      }),
    ),
  };
}

/** What a process holds in the end and should not, by what it held before. */
export function growthOf(start: ProcessUse, end: ProcessUse): string[] {
  const leaks = Object.entries(end.handles).flatMap(([type, { least }]) => {
    const more = least - (start.handles[type]?.most ?? 0);
    return more > 0 ? [`${more} handles of type ${type} were left open`] : [];
  });
  return end.heapMb > start.heapMb * MOST_GROWTH
    ? [
        `The heap grew from ${start.heapMb.toFixed(1)} to ${end.heapMb.toFixed(
          1,
        )} MB`,
        ...leaks,
      ]
    : leaks;
}

function openHandles(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const type of process.getActiveResourcesInfo()) {
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
