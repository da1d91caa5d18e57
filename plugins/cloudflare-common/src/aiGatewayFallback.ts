import { AiGatewayFallback } from './api/ai-gateway';

/**
 * Whether the dynamic routes of a gateway fall back to another model, as there
 * is no setting that says so. Callers can fall back by themselves too, which
 * Cloudflare does not tell: without an active route it is not known.
 *
 * @param routes - what is known of each route; a part that is absent is not told
 * @param complete - whether these are all of the gateway's routes
 *
 * @public
 */
export function aiGatewayFallback(
  routes: readonly { active?: boolean; fallback?: boolean }[],
  complete: boolean,
): AiGatewayFallback {
  if (routes.some(({ active, fallback }) => active && fallback)) {
    return { state: 'enabled' };
  }
  // An inactive route does not matter, whatever it is made of.
  const isUnclear = routes.some(
    ({ active, fallback }) =>
      active === undefined || (active && fallback === undefined),
  );
  if (!complete || isUnclear) {
    return { state: 'unknown', reason: 'not-told' };
  }
  return routes.some(({ active }) => active)
    ? { state: 'disabled' }
    : { state: 'unknown', reason: 'no-active-route' };
}
