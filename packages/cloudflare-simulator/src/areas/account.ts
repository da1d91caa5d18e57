import type { SimulatedAccount } from '../account/SimulatedAccount';
import { failed, succeeded } from '../http/envelope';
import { paged } from '../http/paging';
import type { Route } from '../http/Route';

function accountItem({ id, name, createdOn }: SimulatedAccount) {
  return {
    id,
    name,
    type: 'standard',
    settings: { enforce_twofactor: true },
    created_on: createdOn,
  };
}

export const accountRoutes: Route[] = [
  {
    path: '/accounts/{account}',
    permissions: ['Account Settings Read'],
    answer: (_, world) => succeeded(accountItem(world)),
  },
  {
    path: '/accounts',
    permissions: [],
    tokenOwner: {
      kind: 'user',
      refusal: () =>
        failed(400, 1001, 'Account owned tokens cannot list accounts'),
    },
    answer: (request, world) =>
      paged(request, [world], { default: 20, max: 50 }, accountItem),
  },
];
