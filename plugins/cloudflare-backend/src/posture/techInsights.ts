import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { scorecardIds } from '@cloudflare-backstage/plugin-cloudflare-common';

const PLUGIN = 'tech-insights';
const TIMEOUT_MS = 10_000;

/**
 * Has Tech Insights retrieve the facts of posture anew. A backend without it,
 * or without our retrievers, is as good: nothing is said of that.
 */
export async function triggerRetrievers(
  {
    auth,
    discovery,
    logger,
  }: { auth: AuthService; discovery: DiscoveryService; logger: LoggerService },
  signal: AbortSignal,
): Promise<void> {
  try {
    const baseUrl = await discovery.getBaseUrl(PLUGIN);
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: PLUGIN,
    });
    for (const id of scorecardIds) {
      // The task of a retriever has the retriever's id.
      const response = await fetch(
        `${baseUrl}/.backstage/scheduler/v1/tasks/cloudflare-${id}/trigger`,
        {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}` },
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        },
      );
      await response.body?.cancel();
    }
  } catch (error) {
    logger.debug(`Tech Insights was not triggered: ${stringifyError(error)}`);
  }
}
