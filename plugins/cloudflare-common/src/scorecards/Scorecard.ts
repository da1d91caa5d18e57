import { Check } from './Check';

/**
 * A scorecard: checks that belong together.
 *
 * @public
 */
export interface Scorecard<
  Checks extends Record<string, Check<any, any>> = Record<string, Check>,
> {
  id: string;
  /** For people, such as "Access hygiene". */
  title: string;
  /** What it is about. A sentence. */
  description: string;
  /** By their ids. */
  checks: Checks;
}
