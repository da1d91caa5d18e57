import {
  CfR2Bucket,
  CfR2BucketId,
  Listing,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { ResourceDirectory } from '../../reading/ResourceDirectory';

export const DEFAULT_R2_JURISDICTION = 'default';

/** Knows buckets by name. */
export function r2Directory(
  list: (account: CloudflareAccount) => Promise<Listing<CfR2Bucket>>,
): ResourceDirectory<CfR2Bucket> {
  return new ResourceDirectory<CfR2Bucket>({
    product: products.r2,
    list,
    qualifiedName: r2QualifiedName,
    aliases: ({ name, jurisdiction }) =>
      jurisdiction === DEFAULT_R2_JURISDICTION
        ? [`${DEFAULT_R2_JURISDICTION}:${name}`]
        : [name],
  });
}

/** What identifies a bucket within the account. */
export function r2QualifiedName({ name, jurisdiction }: CfR2BucketId): string {
  return jurisdiction === DEFAULT_R2_JURISDICTION
    ? name
    : `${jurisdiction}:${name}`;
}

/** What tells a bucket from others, by what identifies it within the account. */
export function r2BucketId(qualifiedName: string): CfR2BucketId {
  const colon = qualifiedName.indexOf(':');
  return colon < 0
    ? { name: qualifiedName, jurisdiction: DEFAULT_R2_JURISDICTION }
    : {
        name: qualifiedName.slice(colon + 1),
        jurisdiction: qualifiedName.slice(0, colon),
      };
}

/** The jurisdiction of a bucket, by what identifies it within the account. */
export function r2JurisdictionOf(qualifiedName: string): string {
  return r2BucketId(qualifiedName).jurisdiction;
}
