import {
  CfAccessApplication,
  CfIdentityProvider,
} from '@cloudflare-backstage/cloudflare-client';
import { upstreamSource } from './upstreamSource';

/** The applications behind Access, with their policies. */
export const accessApplications = upstreamSource<
  readonly CfAccessApplication[]
>('Access applications', async ({ client }, _key, options) => {
  const { items, complete, problems } = await client.zeroTrust.applications(
    options,
  );
  return { value: items, ...(!complete && { incomplete: problems[0] }) };
});

/** With what people can sign in to Access. */
export const identityProviders = upstreamSource<readonly CfIdentityProvider[]>(
  'identity providers',
  async ({ client }, _key, options) => {
    const { items, complete, problems } =
      await client.zeroTrust.identityProviders(options);
    return { value: items, ...(!complete && { incomplete: problems[0] }) };
  },
);
