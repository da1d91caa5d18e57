import { EvidenceManifest } from '@cloudflare-backstage/cloudflare-evidence';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { LRUCache } from 'lru-cache';
import { outcomeOf } from '../reading/outcomeOf';

type Credential = EvidenceManifest['credential'];

const MS_PER_HOUR = 3_600_000;
const MOST_ACCOUNTS = 100;
const READING_OPTIONS = { lane: 'background' } as const;
/** How Cloudflare calls permission groups that change nothing. */
const READING = /\bRead$/;

/** Which token reads an account; a token is seldom changed. */
export class Credentials {
  private readonly known = new LRUCache<string, Credential>({
    max: MOST_ACCOUNTS,
    ttl: MS_PER_HOUR,
  });

  async of({ accountId, client }: CloudflareAccount): Promise<Credential> {
    const known = this.known.get(accountId);
    if (known) {
      return known;
    }
    const { value: token } = await outcomeOf(
      client.tokens.verify(READING_OPTIONS),
    );
    if (!token) {
      return {};
    }
    const credential = {
      tokenId: token.id,
      readOnly:
        token.owner === 'account'
          ? await isReadOnly(client, token.id)
          : undefined,
    };
    this.known.set(accountId, credential);
    return credential;
  }
}

/** Undefined when the token's policies cannot be read. */
async function isReadOnly(
  client: CloudflareAccount['client'],
  id: string,
): Promise<boolean | undefined> {
  const { value } = await outcomeOf(client.tokens.list(READING_OPTIONS));
  const groups = value?.items
    .find(token => token.id === id)
    ?.policies.filter(({ effect }) => effect === 'allow')
    .flatMap(({ permissionGroups }) => permissionGroups);
  return groups?.length ? groups.every(name => READING.test(name)) : undefined;
}
