import { useEffect, useReducer } from 'react';

const MINUTE = 60_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Renders anew every minute; a page full of times shares one timer. */
export function useMinutes(): void {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    listeners.add(tick);
    timer ??= setInterval(
      () => listeners.forEach(listener => listener()),
      MINUTE,
    );
    return () => {
      listeners.delete(tick);
      if (listeners.size === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    };
  }, []);
}
