import {
  CfToken,
  CfTokenVerification,
} from '@cloudflare-backstage/cloudflare-client';
import { upstreamSource } from './upstreamSource';

/** The API tokens that the account owns. Those of users are not visible. */
export const accountTokens = upstreamSource<readonly CfToken[]>(
  'tokens',
  async ({ client }, _key, options) => {
    const { items, complete, problems } = await client.tokens.list(options);
    return { value: items, ...(!complete && { incomplete: problems[0] }) };
  },
);

/** The token with which the account is read. */
export const ownToken = upstreamSource<CfTokenVerification>(
  'own token',
  async ({ client }, _key, options) => ({
    value: await client.tokens.verify(options),
  }),
);
