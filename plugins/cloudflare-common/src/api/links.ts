import { ProductId } from '../products';

/**
 * What became of a resource that a Component's annotation names.
 *
 * - `visible`: the catalog shows it to the caller
 * - `not-visible`: the catalog has it, and does not show it to the caller
 * - `unknown-account`: no account has that key in the configuration
 * - `not-imported`: the product is not imported
 * - `not-read`: the product was never read completely, so that nobody knows
 * - `not-found`: the account has no such resource, or it is filtered out
 *
 * @public
 */
export type LinkState =
  | 'visible'
  | 'not-visible'
  | 'unknown-account'
  | 'not-imported'
  | 'not-read'
  | 'not-found';

/**
 * A resource that a Component's annotation names.
 *
 * @public
 */
export interface ResourceLink {
  annotation: string;
  product: ProductId;
  /** Key of the account. */
  account: string;
  /** The qualified name, as the annotation says it. */
  name: string;
  state: LinkState;
  /** Set when the state is `visible`. */
  entityRef?: string;
}
