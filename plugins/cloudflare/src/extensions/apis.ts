import { ApiBlueprint } from '@backstage/frontend-plugin-api';
import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import { cloudflareApiRef, CloudflareClient } from '../api';

/** Reads the backend. */
export const cloudflareApi = ApiBlueprint.make({
  params: define =>
    define({
      api: cloudflareApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new CloudflareClient(deps),
    }),
});
