import { areaRoutes } from './areas';
import type { Route } from './http/Route';
import { productRoutes } from './products';

/**
 * What of an account is read through operations of its own: its products, and
 * what it has besides.
 *
 * @public
 */
export type SimulatedPart =
  | keyof typeof productRoutes
  | keyof typeof areaRoutes;

/**
 * The operations by the part of the account that they read, as faults and
 * statistics name them.
 *
 * @public
 */
export const operationsByPart = {
  ...operationsOf(productRoutes),
  ...operationsOf(areaRoutes),
};

function operationsOf<Part extends string>(
  routes: Record<Part, readonly Route[]>,
): Record<Part, readonly string[]> {
  const named = Object.entries<readonly Route[]>(routes).map(([part, all]) => [
    part,
    all.map(({ method = 'GET', path }) => `${method} ${path}`),
  ]);
  return Object.fromEntries(named);
}
