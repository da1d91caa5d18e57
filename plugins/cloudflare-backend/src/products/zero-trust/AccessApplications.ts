import { CfAccessApplication } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { outcomeOf } from '../../reading/outcomeOf';
import { problemsOf, SharedListing } from '../../reading/SharedListing';

const KEEP_MS = 600_000;
const REST_MS = 15_000;

/** The Access applications of an account, as far as they are known. */
export interface KnownApplications {
  applications: CfAccessApplication[];
  /** False when there may be others: not all could be read, or not lately. */
  complete: boolean;
  problems: CloudflareProblem[];
}

/** Lists the Access applications of accounts, for every route that needs them. */
export class AccessApplications {
  private readonly listings = new SharedListing({
    list: ({ client }: CloudflareAccount) => client.zeroTrust.applications(),
    keepMs: KEEP_MS,
    restMs: REST_MS,
  });

  /** @param notBefore - milliseconds since the epoch; a list that is older is read anew */
  async read(
    account: CloudflareAccount,
    notBefore?: number,
  ): Promise<KnownApplications> {
    const { value, problem } = await outcomeOf(
      this.listings.get(account, notBefore),
    );
    if (!value) {
      return { applications: [], complete: false, problems: [problem] };
    }
    const { listing, staleBecause } = value;
    return {
      applications: listing.items,
      complete: listing.complete && !staleBecause,
      problems: problemsOf(value),
    };
  }
}
