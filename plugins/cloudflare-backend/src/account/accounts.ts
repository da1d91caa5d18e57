import { RootConfigService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  accountDashboardUrl,
  accountEntityName,
  AccountStatus,
  cloudflareReadAccountPermission,
  CloudflareProblem,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { outcomeOf } from '../reading/outcomeOf';
import { personal } from '../redaction/marks';
import { problemSchema } from '../routing/problemSchema';
import { route, Route } from '../routing/route';

const accountStatus = z.object({
  key: z.string(),
  accountId: z.string(),
  // Cloudflare names an account after the address of its first member.
  name: personal(z.string(), 'text').optional(),
  entityRef: z.string(),
  dashboardUrl: z.string(),
  token: z.object({
    status: z.string(),
    expiresAt: z.string().optional(),
    owner: z.enum(['account', 'user']).optional(),
    problem: problemSchema.optional(),
  }),
  budget: z.object({
    limit: z.number(),
    used: z.number(),
    windowSeconds: z.number(),
    lockedOutUntil: z.string().optional(),
  }),
}) satisfies z.ZodType<AccountStatus>;

/** Routes about the accounts themselves. */
export function accountRoutes(config: RootConfigService): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/accounts',
      summary:
        'The configured accounts, their tokens and their use of the rate limit',
      access: cloudflareReadAccountPermission,
      scope: 'accounts',
      response: z.array(accountStatus),
      cacheTtl: 60,
      async handler({ accounts, signal }) {
        const namespace =
          config.getOptionalString('cloudflare.defaults.namespace') ??
          DEFAULT_NAMESPACE;
        const read = await Promise.all(
          accounts.map(account => statusOf(account, namespace, signal)),
        );
        return {
          data: read.map(({ status }) => status),
          problems: read.flatMap(({ problems }) => problems),
        };
      },
    }),
  ];
}

async function statusOf(
  account: CloudflareAccount,
  namespace: string,
  signal: AbortSignal,
): Promise<{ status: AccountStatus; problems: CloudflareProblem[] }> {
  const { key, accountId, client } = account;
  const [token, details] = await Promise.all([
    outcomeOf(client.tokens.verify({ signal })),
    outcomeOf(client.account.get({ signal })),
  ]);
  const { lockedOutUntil, ...budget } = client.budget();
  return {
    status: {
      key,
      accountId,
      name: details.value?.name,
      entityRef: stringifyEntityRef({
        kind: 'resource',
        namespace,
        name: accountEntityName(account),
      }),
      dashboardUrl: accountDashboardUrl(accountId),
      token: {
        status: token.value?.status ?? 'unknown',
        expiresAt: token.value?.expiresAt,
        owner: token.value?.owner,
        problem: token.problem,
      },
      budget: { ...budget, lockedOutUntil: lockedOutUntil?.toISOString() },
    },
    problems: [token.problem, details.problem].flatMap(p => p ?? []),
  };
}
