import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { GraphqlArea } from '../CloudflareClient';
import { CloudflareInputError } from '../errors';
import { parseOne } from '../parsing';
import { problemError, type Subject } from '../transport/envelope';

const ANALYTICS: Subject = {
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

/** The GraphQL Analytics API: one account a query. */
export const graphqlArea: AreaDefinition<GraphqlArea> = {
  requests: ['POST /graphql'],
  create: connection => ({
    async query(query, variables, schema, options) {
      if (/\b(mutation|subscription)\b/.test(query)) {
        throw new CloudflareInputError('Only GraphQL queries may be sent');
      }
      const { result } = await connection.read(
        ANALYTICS,
        options,
        (sdk, send) =>
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
      return parseOne(schema, viewer.accounts[0], ANALYTICS);
    },
  }),
};
