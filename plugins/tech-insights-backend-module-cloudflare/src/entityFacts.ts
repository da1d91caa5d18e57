import {
  FactValue,
  PostureFacts,
  Scorecard,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { factNameOf, stateFactOf } from './names';

/** What posture says of an entity by one check. */
export type CheckFacts = Pick<
  PostureFacts['checks'][string],
  'state' | 'facts'
>;

/** Facts of an entity, as Tech Insights stores them. */
export type EntityFacts = Record<string, FactValue>;

/**
 * The facts of those checks that concern an entity. Tech Insights has no result
 * of a check without facts; of a fact without a value, it has null.
 */
export function entityFactsOf(
  scorecard: Scorecard,
  results: Readonly<Record<string, CheckFacts>>,
): EntityFacts {
  const facts: EntityFacts = {};
  for (const check of Object.values(scorecard.checks)) {
    const result = results[check.id];
    if (result) {
      facts[stateFactOf(check)] = result.state;
      for (const name of Object.keys(check.facts)) {
        facts[factNameOf(check, name)] = result.facts[name] ?? null;
      }
    }
  }
  return facts;
}

/** The same facts, of which nobody knows any more whether they still hold. */
export function staleFactsOf(
  scorecard: Scorecard,
  facts: EntityFacts,
): EntityFacts {
  const stale = { ...facts };
  for (const check of Object.values(scorecard.checks)) {
    const state = stateFactOf(check);
    if (state in stale) {
      stale[state] = 'stale';
    }
  }
  return stale;
}

/** Compares facts, but for those that change by themselves. */
export function factsComparer(
  scorecard: Scorecard,
): (one: EntityFacts, other: EntityFacts) => boolean {
  const volatile = new Set(
    Object.values(scorecard.checks).flatMap(check =>
      Object.entries(check.facts)
        .filter(([, fact]) => fact.volatile)
        .map(([name]) => factNameOf(check, name)),
    ),
  );
  const lastingOf = (facts: EntityFacts) =>
    JSON.stringify(
      Object.entries(facts).filter(([name]) => !volatile.has(name)),
    );
  return (one, other) => lastingOf(one) === lastingOf(other);
}
