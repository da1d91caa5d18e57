import {
  AuthService,
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ConfiguredHolder } from './readPolicyConfig';

/** By then, what is in the catalog's database can be asked for. */
const DELAY_MS = 60_000;

/**
 * Warns once, a minute after the start, of configured groups and users that the
 * catalog does not have: nobody has what is configured for them. They can still
 * come, so that they are no reason not to start.
 */
export function warnOfUnknownHolders(
  holders: readonly ConfiguredHolder[],
  services: {
    auth: AuthService;
    catalog: CatalogService;
    lifecycle: LifecycleService;
    logger: LoggerService;
  },
): void {
  const { auth, catalog, lifecycle, logger } = services;
  if (holders.length === 0) {
    return;
  }
  async function look(): Promise<void> {
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: holders.map(({ entityRef }) => entityRef),
        fields: ['kind'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    holders
      .filter((_, i) => !items[i])
      .forEach(({ key, entityRef }) =>
        logger.warn(
          `The catalog has no '${entityRef}', which is configured at '${key}': nobody has these permissions until it does. Check the name if it is not about to be imported`,
        ),
      );
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  lifecycle.addStartupHook(() => {
    timer = setTimeout(
      () =>
        look().catch(error =>
          logger.warn(
            `Cannot look whether the catalog has the groups of 'cloudflare.policy.groups': ${stringifyError(
              error,
            )}`,
          ),
        ),
      DELAY_MS,
    );
  });
  lifecycle.addShutdownHook(() => clearTimeout(timer));
}
