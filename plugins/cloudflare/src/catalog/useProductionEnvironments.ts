import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { DEFAULT_PRODUCTION_ENVIRONMENTS } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';

/** The environments that count as production. */
export function useProductionEnvironments(): readonly string[] {
  const config = useApi(configApiRef);
  return useMemo(
    () =>
      config.getOptionalStringArray('cloudflare.environments.production') ??
      DEFAULT_PRODUCTION_ENVIRONMENTS,
    [config],
  );
}
