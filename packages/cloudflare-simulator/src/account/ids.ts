import { createHash } from 'node:crypto';

const digest = (seed: string) =>
  createHash('sha256').update(seed).digest('hex');

/** Hexadecimal digits that depend on the seed alone; up to 64. */
export function hexId(seed: string, length = 32): string {
  return digest(seed).slice(0, length);
}

/** A version 4 UUID that depends on the seed alone. */
export function uuidOf(seed: string): string {
  const hex = digest(seed);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** A full commit hash that depends on the seed alone. */
export const commitOf = (seed: string) => hexId(`commit/${seed}`, 40);

/** A number from 0 up to, not including, the limit. */
export function numberBelow(limit: number, seed: string): number {
  return parseInt(digest(seed).slice(0, 8), 16) % limit;
}

/** A running number as names of generated resources have it. */
export const serial = (index: number) => String(index).padStart(5, '0');

export function pick<T>(choices: readonly T[], seed: string): T {
  return choices[numberBelow(choices.length, seed)];
}
