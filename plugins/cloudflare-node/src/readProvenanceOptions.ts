import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ProvenanceOptions } from '@cloudflare-backstage/cloudflare-provenance';
import { publicCiHosts } from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * How provenance is read, from `cloudflare.provenance`.
 *
 * @throws InputError for what tickets cannot be known by
 * @public
 */
export function readProvenanceOptions(root: Config): ProvenanceOptions {
  return {
    ciHosts:
      root.getOptionalStringArray('cloudflare.provenance.ciHosts') ??
      publicCiHosts,
    ticketUrls: (
      root.getOptionalStringArray('cloudflare.provenance.ticketUrls') ?? []
    ).map(addressOfTickets),
  };
}

function addressOfTickets(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url?.protocol !== 'https:' ||
    // Else it would cover what only begins alike.
    !url.href.endsWith('/') ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  ) {
    throw new InputError(
      `Invalid 'cloudflare.provenance.ticketUrls': expected https URLs that end with '/', without a user, a query and a fragment`,
    );
  }
  return url.href;
}
