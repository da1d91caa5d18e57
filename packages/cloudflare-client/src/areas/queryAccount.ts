import { z } from 'zod';
import type { Connection } from '../Connection';
import { parseOne } from '../parsing';
import type { ReadOptions } from '../reading';
import { problemError, type Subject } from '../transport/envelope';

/** The GraphQL Analytics API, in the words of our messages. */
export const ANALYTICS: Subject = {
  area: 'graphql',
  what: 'the analytics of the account',
  permission: 'Account Analytics Read',
  wrapping: 'graphql',
  // 300 queries where all other calls together may be 1,200.
  ownQuota: 0.25,
};

const viewerSchema = z.object({
  viewer: z.object({ accounts: z.array(z.unknown()) }),
});

/** Sends a query, which takes `$account`, and answers what it tells of the account. */
export async function queryAccount(
  connection: Connection,
  query: string,
  variables: Record<string, unknown>,
  options?: ReadOptions,
): Promise<unknown> {
  const { result } = await connection.read(ANALYTICS, options, (sdk, send) =>
    sdk.post('/graphql', {
      body: {
        query,
        variables: { ...variables, account: connection.accountId },
      },
      ...send,
    }),
  );
  const { viewer } = parseOne(viewerSchema, result, ANALYTICS);
  if (viewer.accounts.length === 0) {
    throw problemError(
      'forbidden',
      ANALYTICS,
      `the API token lacks the permission group '${ANALYTICS.permission}', or does not cover the account`,
    );
  }
  return viewer.accounts[0];
}
