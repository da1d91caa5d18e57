import type { AreaDefinition } from '../Area';
import type { GraphqlArea } from '../CloudflareClient';
import { CloudflareInputError } from '../errors';
import { parseOne } from '../parsing';
import { ANALYTICS, queryAccount } from './queryAccount';

/** The GraphQL Analytics API: one account a query. */
export const graphqlArea: AreaDefinition<GraphqlArea> = {
  requests: ['POST /graphql'],
  create: connection => ({
    async query(query, variables, schema, options) {
      if (/\b(mutation|subscription)\b/.test(query)) {
        throw new CloudflareInputError('Only GraphQL queries may be sent');
      }
      const answer = await queryAccount(connection, query, variables, options);
      return parseOne(schema, answer, ANALYTICS);
    },
  }),
};
