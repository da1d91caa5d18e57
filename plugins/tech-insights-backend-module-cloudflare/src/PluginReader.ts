import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { z } from 'zod';

const TIMEOUT_MS = 60_000;
/** The answer changed between two pages, or there were too many requests. */
const PASSING = [409, 429];

/** Another plugin of the backend could not be read. */
export class UnreadableError extends Error {
  name = 'UnreadableError';

  constructor(
    message: string,
    /** Whether asking again soon may help. */
    readonly passing: boolean,
  ) {
    super(message);
  }
}

/** Reads from plugins of the backend, in the name of this one. */
export class PluginReader {
  constructor(
    private readonly services: {
      auth: AuthService;
      discovery: DiscoveryService;
    },
  ) {}

  async read<T>(
    pluginId: string,
    path: string,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const response = await this.get(pluginId, path);
    if (!response.ok) {
      await response.body?.cancel();
      throw new UnreadableError(
        `the plugin '${pluginId}' answered with the status ${response.status}`,
        PASSING.includes(response.status) || response.status >= 500,
      );
    }
    const body = await response.json().catch(() => undefined);
    const parsed = schema.safeParse(body);
    if (!parsed.success) {
      throw new UnreadableError(
        `the plugin '${pluginId}' gave an answer of another form than this version expects`,
        body === undefined,
      );
    }
    return parsed.data;
  }

  private async get(pluginId: string, path: string): Promise<Response> {
    const { auth, discovery } = this.services;
    try {
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: pluginId,
      });
      return await fetch(`${await discovery.getBaseUrl(pluginId)}${path}`, {
        headers: { Authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw new UnreadableError(
        `the plugin '${pluginId}' does not answer`,
        true,
      );
    }
  }
}
