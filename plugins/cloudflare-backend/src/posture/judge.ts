import { isDeepStrictEqual } from 'node:util';
import {
  Check,
  CheckState,
  FactDefinition,
  FactValue,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CollectedFacts } from './CollectedFacts';
import { evaluate, observedAtOf, passingProblems, Verdict } from './evaluate';
import { Exemptions } from './exemptions/Exemptions';
import { PostureSubject } from './PostureSubject';
import { StoredResult } from './StoredPosture';

/** Findings that are kept of a result. */
const MOST_FINDINGS = 50;

/** States of which an owner need not be told any more. */
const recovered: readonly CheckState[] = ['pass', 'not-applicable', 'exempt'];

type Collected = CollectedFacts<Record<string, FactDefinition>>;

/** What a result is made of. */
export interface JudgedFacts {
  check: Check;
  subject: PostureSubject;
  collected: Collected;
  /** The result before. */
  previous: StoredResult | undefined;
  thresholds: Readonly<Record<string, number>>;
  exemptions: Exemptions;
  /** Masks what people are told. */
  mask(text: string): string;
  now: Date;
}

/** The result of a check, with what was known before and what is exempt. */
export function judge(judged: JudgedFacts): StoredResult {
  const { check, subject, previous, thresholds, exemptions, mask, now } =
    judged;
  const { collected, verdict, kept } = withKeptFacts(judged);
  const exemption = exemptions.of(
    check.id,
    verdict.state,
    { ...subject, subject: subject.kind, account: subject.account?.key },
    now,
  );
  const state = exemption ? 'exempt' : verdict.state;
  const observedAt = observedAtOf(collected);
  const message = exemption?.reason ?? verdict.message;
  const findings = collected.findings ?? [];
  return {
    checkId: check.id,
    checkVersion: check.version,
    state,
    ...(!exemption && verdict.reason && { reason: verdict.reason }),
    ...(message !== undefined && { message: mask(message) }),
    since: previous?.state === state ? previous.since : now.toISOString(),
    facts: knownFacts(collected),
    ...(collected.atLeast?.length && { atLeast: [...collected.atLeast] }),
    thresholds: { ...thresholds },
    ...(observedAt !== undefined && { observedAt }),
    sources: [...collected.sources],
    ...(findings.length > 0 && {
      findings: findings.slice(0, MOST_FINDINGS).map(text => mask(text)),
      findingsTotal: kept?.findingsTotal ?? findings.length,
    }),
    ...(exemption && { exemption: exemption.id }),
    ...(exemption &&
      previous?.expiryTold === exemption.expiresAt && {
        expiryTold: exemption.expiresAt,
      }),
    ...(previous?.notifiedAt !== undefined &&
      !recovered.includes(state) && { notifiedAt: previous.notifiedAt }),
  };
}

/**
 * Where a read failed for a reason that passes by itself, what was known before
 * still counts, until it is stale by its own age.
 */
function withKeptFacts({
  check,
  collected,
  previous,
  thresholds,
  now,
}: JudgedFacts): {
  collected: Collected;
  verdict: Verdict;
  kept?: StoredResult;
} {
  const verdict = evaluate(check, collected, thresholds, now);
  const { problem } = collected;
  if (
    verdict.state !== 'unknown' ||
    !problem ||
    !passingProblems.includes(problem.kind) ||
    previous?.checkVersion !== check.version ||
    // By other thresholds, what concerns a check was sought otherwise, too.
    !isDeepStrictEqual(previous.thresholds, thresholds) ||
    isOfAnother(collected, previous)
  ) {
    return { collected, verdict };
  }
  const { facts, atLeast, sources, findings } = previous;
  const before = { facts, atLeast, sources, findings, problem } as Collected;
  const verdictBefore = evaluate(check, before, thresholds, now);
  return verdictBefore.state === 'unknown'
    ? { collected, verdict }
    : { collected: before, verdict: verdictBefore, kept: previous };
}

/**
 * Whether what is known now contradicts what was known before, which then says
 * nothing any more: another deployment, another class, a figure that moved.
 */
function isOfAnother(
  { facts, atLeast = [] }: Collected,
  previous: StoredResult,
): boolean {
  return Object.entries(knownFacts({ facts })).some(([fact, value]) => {
    const before = previous.facts[fact];
    return atLeast.includes(fact)
      ? typeof value === 'number' &&
          typeof before === 'number' &&
          value > before
      : !isDeepStrictEqual(value, before);
  });
}

function knownFacts({
  facts,
}: Pick<Collected, 'facts'>): Record<string, FactValue> {
  return Object.fromEntries(
    Object.entries(facts).filter(
      (fact): fact is [string, FactValue] => fact[1] !== undefined,
    ),
  );
}
