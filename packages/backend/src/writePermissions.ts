import {
  CloudflareApiError,
  CloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';

/** The start of the demo does not wait longer for either read. */
const PATIENCE = { deadlineMs: 5_000 };

/**
 * The permission groups of our own token that allow more than reading;
 * undefined when they could not be read.
 */
export async function writePermissions(
  client: Pick<CloudflareClient, 'tokens'>,
): Promise<string[] | undefined> {
  try {
    const { id } = await client.tokens.verify(PATIENCE);
    const { items } = await client.tokens.list(PATIENCE);
    const own = items.find(token => token.id === id);
    return own?.policies
      .filter(policy => policy.effect === 'allow')
      .flatMap(policy => policy.permissionGroups)
      .filter(group => !/\bRead$/.test(group));
  } catch (error) {
    if (error instanceof CloudflareApiError) {
      return undefined;
    }
    throw error;
  }
}
