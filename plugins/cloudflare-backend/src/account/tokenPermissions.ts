import {
  productIds,
  cloudflareReadAccountPermission,
  CloudflareProblem,
  ProductId,
  products,
  TokenPermissionState,
  TokenPermissionStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { productBackends } from '../products';
import { TokenPermissionCheck } from '../products/ProductBackend';
import { outcomeOf } from '../reading/outcomeOf';
import { problemSchema } from '../routing/problemSchema';
import { productId } from '../routing/productId';
import { route, Route } from '../routing/route';

const tokenPermissionStatus = z.object({
  account: z.string(),
  product: productId,
  permission: z.string(),
  state: z.enum(['granted', 'missing', 'not-entitled', 'unknown']),
  problem: problemSchema.optional(),
}) satisfies z.ZodType<TokenPermissionStatus>;

const checks = productIds.flatMap(product =>
  products[product].tokenPermissions.map(permission => ({
    product,
    permission,
    check: productBackends[product].tokenPermissionChecks[permission],
  })),
);

/** Routes about what the API tokens may read. */
export function tokenPermissionRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/token-permissions',
      summary:
        'The permission groups that the products take, and whether the token of each account has them',
      access: cloudflareReadAccountPermission,
      scope: 'accounts',
      response: z.array(tokenPermissionStatus),
      cacheTtl: 120,
      // Trying them out takes a request of every product at least.
      leastAge: 60,
      async handler({ accounts, signal }) {
        const data = await Promise.all(
          accounts.flatMap(account =>
            checks.map(item => statusOf(account, item, signal)),
          ),
        );
        return {
          data,
          // The other problems are what was asked for, and nothing is missing.
          problems: data.flatMap(({ state, problem }) =>
            state === 'unknown' && problem ? [problem] : [],
          ),
        };
      },
    }),
  ];
}

async function statusOf(
  { key, client }: CloudflareAccount,
  item: {
    product: ProductId;
    permission: string;
    check: TokenPermissionCheck;
  },
  signal: AbortSignal,
): Promise<TokenPermissionStatus> {
  const { product, permission, check } = item;
  const { value, problem } = await outcomeOf(
    check(client, { signal, firstPageOnly: true }),
  );
  const met = value && 'problems' in value ? value.problems : [];
  const cause =
    problem ??
    met.find(
      part => part.kind === 'forbidden' && part.permission === permission,
    );
  return {
    account: key,
    product,
    permission,
    state: cause ? stateOf(cause) : 'granted',
    problem: cause,
  };
}

function stateOf({ kind }: CloudflareProblem): TokenPermissionState {
  switch (kind) {
    case 'forbidden':
      return 'missing';
    case 'not-entitled':
      return 'not-entitled';
    default:
      return 'unknown';
  }
}
