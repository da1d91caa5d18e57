import { CloudflareProblemKind } from '../problems';
import { ProductId } from '../products';

/**
 * What a check can say of an entity.
 *
 * - `pass`: the facts are fresh, and the rule holds
 * - `fail`: the facts are fresh, and the rule does not hold
 * - `stale`: the last facts are older than they may be
 * - `unknown`: the facts could not be read; the result tells why
 * - `not-applicable`: the check does not concern this entity
 * - `exempt`: an approved exemption that has not expired holds
 *
 * @public
 */
export const checkStates = [
  'pass',
  'fail',
  'stale',
  'unknown',
  'not-applicable',
  'exempt',
] as const;

/**
 * What a check says of an entity: one of {@link checkStates}.
 *
 * @public
 */
export type CheckState = (typeof checkStates)[number];

/**
 * Why the facts of a check are not known: a problem of reading, or `not-read`
 * when nothing was read yet.
 *
 * @public
 */
export type UnknownReason = CloudflareProblemKind | 'not-read';

/**
 * What a check is about: the account, a Component, or a resource of a product.
 *
 * @public
 */
export type CheckSubject = 'account' | 'component' | ProductId;

/**
 * Criteria of the AICPA's Trust Services Criteria that the checks touch.
 *
 * @public
 */
export type TrustServicesCriterion =
  | 'CC2.1'
  | 'CC4.1'
  | 'CC4.2'
  | 'CC6.1'
  | 'CC6.2'
  | 'CC6.3'
  | 'CC6.6'
  | 'CC6.7'
  | 'CC7.1'
  | 'CC7.2'
  | 'CC7.3'
  | 'CC8.1'
  | 'CC9.2'
  | 'A1.1'
  | 'A1.2'
  | 'C1.1'
  | 'C1.2'
  | 'PI1.3';

/**
 * What values facts of each type have. A `time` is RFC 3339.
 *
 * @public
 */
export interface FactTypes {
  boolean: boolean;
  integer: number;
  number: number;
  string: string;
  time: string;
  strings: readonly string[];
}

/**
 * The value of a fact; null: known not to exist. An unknown fact has none.
 *
 * @public
 */
export type FactValue = FactTypes[keyof FactTypes] | null;

/**
 * A fact that a check compares or shows.
 *
 * @public
 */
export interface FactDefinition {
  type: keyof FactTypes;
  /** For people, such as "Consumers without a dead-letter queue". */
  title: string;
  unit?: 'seconds' | 'hours' | 'days' | 'percent' | 'messages';
  /** Changes by itself: a change of it alone is not kept in the history. */
  volatile?: true;
}

/**
 * A figure that facts are compared with, which the configuration can set.
 *
 * @public
 */
export interface ThresholdDefinition {
  /** For people. */
  title: string;
  default: number;
  least: number;
  most: number;
  unit?: FactDefinition['unit'];
}

/**
 * Compares a fact.
 *
 * - `equal`: the same value; of null, that it is null
 * - `at-most`, `less-than`, `at-least`, `more-than`: numbers
 * - `younger-than`: a time that lies less far back than so many hours or days,
 *   by the threshold's unit; also one in the future
 * - `later-than`: a time that lies further ahead than so many hours or days
 *
 * Beside `equal`, nothing is true of null.
 *
 * @public
 */
export type FactOperator =
  | 'equal'
  | 'at-most'
  | 'less-than'
  | 'at-least'
  | 'more-than'
  | 'younger-than'
  | 'later-than';

/**
 * A condition on facts and thresholds, by their names. Of what is unknown,
 * a condition is neither true nor false: `all` is false as soon as one part is,
 * and true when each is; `any` the other way round.
 *
 * @public
 */
export type Condition<Fact extends string, Threshold extends string> =
  | { all: readonly Condition<Fact, Threshold>[] }
  | { any: readonly Condition<Fact, Threshold>[] }
  | { not: Condition<Fact, Threshold> }
  | { fact: Fact; is: FactOperator; threshold: Threshold }
  | { fact: Fact; is: 'equal'; value: string | number | boolean | null }
  | {
      fact: Fact;
      is: 'at-most' | 'less-than' | 'at-least' | 'more-than';
      value: number;
    };

/**
 * A check of a scorecard. It is data: schemas, the checks of Tech Insights,
 * tables of the documentation and the pages are made from it.
 *
 * @public
 */
export interface Check<
  Facts extends Record<string, FactDefinition> = Record<string, FactDefinition>,
  Thresholds extends Record<string, ThresholdDefinition> = Record<
    string,
    ThresholdDefinition
  >,
  // On their own, so that a check with names of its own is a check.
  FactName extends string = keyof Facts & string,
  ThresholdName extends string = keyof Thresholds & string,
> {
  /** Such as `queue.dlq`. Stable for ever. */
  id: string;
  /** Counts up when results no longer mean the same. */
  version: number;
  /** What is expected, in a few words: "Consumers have a dead-letter queue". */
  title: string;
  /** What a pass proves, and what it does not. A sentence or two. */
  proves: string;
  /** What to do about a fail. */
  remediation: string;
  severity: 'high' | 'medium' | 'low';
  /** Configuration at a time, or behaviour over a period. */
  kind: 'design' | 'operating';
  criteria: readonly TrustServicesCriterion[];
  subjects: readonly CheckSubject[];
  facts: Facts;
  thresholds: Thresholds;
  /** Where it is false, the check is not applicable. Absent: always true. */
  applies?: Condition<FactName, ThresholdName>;
  /** Why the check is not applicable where `applies` is false. */
  appliesTo?: string;
  rule: Condition<FactName, ThresholdName>;
  /** Age from which facts are stale, in hours; 2 by default. */
  staleAfterHours?: number;
}

/** Declares a check: conditions can only name what it has. */
export function check<
  const Facts extends Record<string, FactDefinition>,
  const Thresholds extends Record<string, ThresholdDefinition> = {},
>(
  declared: Omit<Check<Facts, Thresholds>, 'thresholds'> & {
    thresholds?: Thresholds;
  },
): Check<Facts, Thresholds> {
  return { ...declared, thresholds: declared.thresholds ?? ({} as Thresholds) };
}
