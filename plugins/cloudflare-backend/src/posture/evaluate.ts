import {
  Check,
  CheckState,
  CloudflareProblemKind,
  FactDefinition,
  UnknownReason,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CollectedFacts } from './CollectedFacts';
import { ConditionFacts, holds } from './holds';

/** After so many hours facts are stale, where a check does not say otherwise. */
const STALE_AFTER_HOURS = 2;
const MS_PER_HOUR = 3_600_000;
/** What is dated further ahead was dated by a clock that was wrong. */
const MOST_AHEAD_MS = 5 * 60_000;

/** What a check says of facts, before exemptions. */
export interface Verdict {
  state: Exclude<CheckState, 'exempt'>;
  reason?: UnknownReason;
  message?: string;
}

/**
 * The one evaluator. It says `pass` only of facts that are known, whole and
 * fresh, and of which the rule is true.
 */
export function evaluate(
  check: Check,
  collected: CollectedFacts<Record<string, FactDefinition>>,
  thresholds: Readonly<Record<string, number>>,
  now: Date,
): Verdict {
  const asked: ConditionFacts = {
    check,
    facts: collected.facts,
    atLeast: collected.atLeast ?? [],
    thresholds,
    now,
  };
  const { problem, sources } = collected;
  const stale: Verdict | undefined = sources.some(({ observedAt }) =>
    isStale(check, observedAt, now),
  )
    ? { state: 'stale', reason: problem?.kind, message: problem?.message }
    : undefined;
  const applies = check.applies ? holds(check.applies, asked) : true;
  if (applies === false) {
    if (stale) {
      return stale;
    }
    return {
      state: 'not-applicable',
      message: collected.message ?? check.appliesTo,
    };
  }
  const held = applies && holds(check.rule, asked);
  // What was never read whole has no age either.
  if (held === undefined || sources.length === 0) {
    return {
      state: 'unknown',
      reason: problem?.kind ?? 'not-read',
      message: problem ? problem.message : collected.message,
    };
  }
  return stale ?? { state: held ? 'pass' : 'fail' };
}

/** When the oldest of the sources was read whole; undefined: never. */
export function observedAtOf({
  sources,
}: Pick<CollectedFacts<{}>, 'sources'>): string | undefined {
  return sources.map(({ observedAt }) => observedAt).sort()[0];
}

/** Whether facts of a time are too old, or too far ahead, to say anything of now. */
function isStale(check: Check, observedAt: string, now: Date): boolean {
  const instant = now.getTime();
  return !(
    freshFrom(observedAt) <= instant && freshUntil(check, observedAt) >= instant
  );
}

/** The first instant at which facts of a time can be known, in milliseconds. */
export function freshFrom(observedAt: string | undefined): number {
  return Date.parse(observedAt ?? '') - MOST_AHEAD_MS;
}

/** The last instant at which facts of a time are not stale, in milliseconds. */
export function freshUntil(
  check: Check | undefined,
  observedAt: string | undefined,
): number {
  const hours = check?.staleAfterHours ?? STALE_AFTER_HOURS;
  return Date.parse(observedAt ?? '') + hours * MS_PER_HOUR;
}

/** Problems that pass by themselves: what was known before them still counts. */
export const passingProblems: readonly CloudflareProblemKind[] = [
  'unavailable',
  'rate-limited',
  'incomplete',
  'invalid-response',
];
