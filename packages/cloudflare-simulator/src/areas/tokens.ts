import type { SimulatedAccount } from '../account/SimulatedAccount';
import { invalidToken } from '../http/envelope';
import { paged } from '../http/paging';
import type { KnownToken, Reply, Route } from '../http/Route';
import { exampleBodies } from '../fixtures';

/** A token is verified where it belongs: at the account or at the user. */
function verified(
  token: KnownToken,
  owner: KnownToken['owner'],
  world: SimulatedAccount,
): Reply {
  if (token.owner !== owner) throw invalidToken();
  return { status: 200, body: world.clock.moved(exampleBodies.tokensVerify) };
}

export const tokenRoutes: Route[] = [
  {
    path: '/accounts/{account}/tokens/verify',
    permissions: [],
    answer: ({ token }, world) => verified(token, 'account', world),
  },
  {
    path: '/user/tokens/verify',
    permissions: [],
    answer: ({ token }, world) => verified(token, 'user', world),
  },
  {
    path: '/accounts/{account}/tokens',
    permissions: ['Account API Tokens Read'],
    answer: (request, world) =>
      paged(
        request,
        world.tokens,
        { default: 20, max: 50, min: 5, withoutTotalPages: true },
        token => token,
      ),
  },
];
