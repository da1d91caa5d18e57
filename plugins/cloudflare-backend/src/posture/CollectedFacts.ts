import {
  Check,
  CloudflareProblem,
  declaredScorecards,
  FactDefinition,
  FactSource,
  FactTypes,
  ScorecardId,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { PostureSources } from './PostureSources';
import { PostureSubject } from './PostureSubject';

/** What was collected of a subject, for one check. */
export interface CollectedFacts<Facts extends Record<string, FactDefinition>> {
  /** One that is not known is absent; null is known not to exist. */
  facts: { [F in keyof Facts]?: FactTypes[Facts[F]['type']] | null };
  /** Numbers that are at least so much, since not all could be read. */
  atLeast?: readonly (keyof Facts & string)[];
  /** Why facts are absent or lower bounds; absent: not read yet. */
  problem?: CloudflareProblem;
  /**
   * Why nothing was read yet, or the check does not concern the subject, where
   * more can be said of that than the check does.
   */
  message?: string;
  /** The sources, the oldest of which tells how fresh the facts are. */
  sources: readonly FactSource[];
  /** What exactly is wrong, for people; never a value, nor a person. */
  findings?: readonly string[];
}

/** Collects what a check looks at, of one subject. */
export type FactCollector<C extends Check<any, any>> = (
  subject: PostureSubject,
  sources: PostureSources,
) => Promise<CollectedFacts<C['facts']>> | CollectedFacts<C['facts']>;

type ChecksOf<Id extends ScorecardId> =
  (typeof declaredScorecards)[Id]['checks'];

/** How the facts of each check of a scorecard are collected. */
export type ScorecardFacts<Id extends ScorecardId> = {
  [C in keyof ChecksOf<Id>]: ChecksOf<Id>[C] extends Check<any, any>
    ? FactCollector<ChecksOf<Id>[C]>
    : never;
};
