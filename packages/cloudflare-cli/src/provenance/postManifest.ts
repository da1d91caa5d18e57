import { BuildManifest } from '@cloudflare-backstage/cloudflare-provenance';
import { FailureError, UsageError } from '../errors';

const TIMEOUT_MS = 30_000;
const MAX_MESSAGE = 300;

/** What an answer means, where it is not the manifest's own fault. */
const MEANINGS: Record<number, string> = {
  400: 'Backstage does not accept the manifest.',
  401: 'Backstage does not know the token in BACKSTAGE_TOKEN.',
  403: 'The token in BACKSTAGE_TOKEN may not do this: it needs the permission cloudflare.submit.provenance.',
  404: 'There is no such account, or no Cloudflare plugin that takes manifests, at this address. The address is that of the backend, without /api.',
  409: 'Backstage has another manifest of this deployment, and manifests never change.',
  413: 'The manifest is too large.',
  429: 'Backstage is asked too often. Try again later.',
};

/** The address, if a token may be sent there. */
export function checkBackstageUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UsageError(
      '--post has to be the address of a Backstage backend.',
    );
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new UsageError(
      '--post has to be an address without user info, query and fragment.',
    );
  }
  const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    throw new UsageError(
      '--post has to be an https address: the token would be sent in clear.',
    );
  }
  return url;
}

/** Hands the manifest in; tells what became of it. */
export async function postManifest(
  backstage: URL,
  token: string,
  manifest: BuildManifest,
): Promise<string> {
  const base = backstage.href.replace(/\/+$/, '');
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${base}/api/cloudflare/v1/provenance/manifests`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(manifest),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    throw new FailureError(
      `${backstage.host} could not be reached (${
        cause?.code ?? name
      }). It is safe to try again.`,
    );
  }
  if (response.ok) {
    return 'Backstage has the manifest.';
  }
  throw new FailureError(explain(response.status, text, token));
}

function explain(status: number, body: string, token: string): string {
  const meaning =
    MEANINGS[status] ??
    (status >= 500
      ? 'Backstage cannot answer now. It is safe to try again.'
      : 'Backstage did not take the manifest.');
  if (status >= 300 && status < 400) {
    return `${meaning} It answered with a redirect (${status}): name the address of the backend itself.`;
  }
  const said = messageOf(body)?.replaceAll(token, '…').slice(0, MAX_MESSAGE);
  return `${meaning} (${status}${said ? `: ${said}` : ''})`;
}

function messageOf(body: string): string | undefined {
  try {
    const message: unknown = JSON.parse(body)?.error?.message;
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
