import { useEffect, useRef } from 'react';

/** Nothing that is started by hand takes longer; a page then stops to follow it. */
const FOLLOW_MS = 10 * 60_000;

/** What ends long after the rendering that started it, if the page still shows. */
export function useFollowing(onEnded: () => void) {
  const controller = useRef<AbortController>();
  const onEndedRef = useRef(onEnded);
  useEffect(() => {
    onEndedRef.current = onEnded;
  });
  useEffect(() => {
    controller.current = new AbortController();
    return () => controller.current?.abort();
  }, []);
  return {
    /** Aborted when the page was left. */
    signal: () => controller.current?.signal,
    /** Calls the `onEnded` of the last rendering. */
    ended: () => onEndedRef.current(),
  };
}

/**
 * The first thing read that has ended; `undefined` when none has in time, or
 * the page was left.
 */
export async function untilEnded<T>(options: {
  read(): Promise<T | undefined>;
  hasEnded(found: T): boolean;
  pollMs: number;
  signal: AbortSignal | undefined;
}): Promise<T | undefined> {
  const { read, hasEnded, pollMs, signal } = options;
  const until = Date.now() + FOLLOW_MS;
  while (Date.now() < until && !signal?.aborted) {
    await new Promise(resolve => setTimeout(resolve, pollMs));
    if (signal?.aborted) {
      return undefined;
    }
    try {
      const found = await read();
      if (found && hasEnded(found)) {
        return found;
      }
    } catch {
      // It goes on, whether or not this page can see it; the next look may.
    }
  }
  return undefined;
}
