import { aiGateway } from '.';
import { hourly } from '../../areas/activity';
import type { Dataset } from '../../areas/graphqlRows';

const tokensIn = 820;
const tokensOut = 260;
const dollarsPerRequest = 0.0042;

const requests: Dataset = {
  dimensions: ['gateway', 'provider', 'model'],
  count: true,
  sum: [
    'cachedRequests',
    'erroredRequests',
    'cost',
    'cachedTokensIn',
    'cachedTokensOut',
    'uncachedTokensIn',
    'uncachedTokensOut',
  ],
  *rows(account, window) {
    for (const { name, traffic } of account.of(aiGateway).list()) {
      for (const { provider, model, hourlyRequests, ...shares } of traffic) {
        yield* hourly(window, `ai-gateway/${name}/${model}`, load => {
          const count = Math.ceil(hourlyRequests * load);
          const cached = Math.floor(count * (shares.cached ?? 0));
          const errors = Math.floor(count * (shares.errors ?? 0));
          const answered = count - cached - errors;
          return {
            dimensions: { gateway: name, provider, model },
            count,
            sum: {
              cachedRequests: cached,
              erroredRequests: errors,
              cost: answered * dollarsPerRequest,
              cachedTokensIn: cached * tokensIn,
              cachedTokensOut: cached * tokensOut,
              uncachedTokensIn: answered * tokensIn,
              uncachedTokensOut: answered * tokensOut,
            },
          };
        });
      }
    }
  },
};

export const aiGatewayDatasets: Record<string, Dataset> = {
  aiGatewayRequestsAdaptiveGroups: requests,
};
