import { EvidenceGap } from '@cloudflare-backstage/cloudflare-evidence';
import {
  CloudflareProblem,
  CloudflareProblemKind,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** What is so now, and may be otherwise when it is tried again. */
const OF_NOW: ReadonlySet<CloudflareProblemKind> = new Set([
  'unauthorized',
  'forbidden',
  'not-entitled',
  'rate-limited',
  'unavailable',
  'invalid-response',
]);

/** The first of the problems by which nothing can be read for the moment. */
export function problemOfNow(
  problems: readonly (CloudflareProblem | undefined)[],
): CloudflareProblem | undefined {
  return problems.find(problem => problem && OF_NOW.has(problem.kind));
}

/** What is missing because of problems, once for each kind of them. */
export function gapsOf(
  what: string,
  problems: readonly CloudflareProblem[],
): EvidenceGap[] {
  return [...new Set(problems.map(({ kind }) => kind))].map(reason => ({
    what,
    reason,
  }));
}

/** The gaps in an order that does not depend on what was read first. */
export function inOrder(gaps: readonly EvidenceGap[]): EvidenceGap[] {
  const keyOf = ({ what = '', from = '', reason }: EvidenceGap) =>
    JSON.stringify([what, from, reason]);
  return gaps
    .map(gap => ({ gap, key: keyOf(gap) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ gap }) => gap);
}

/** Order of texts that is the same on every machine. */
export function byText<T>(textOf: (item: T) => string) {
  return (a: T, b: T): number => {
    const [left, right] = [textOf(a), textOf(b)];
    if (left === right) {
      return 0;
    }
    return left < right ? -1 : 1;
  };
}
