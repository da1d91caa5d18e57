import { JsonObject } from '@backstage/types';
import { R2Area } from '@cloudflare-backstage/cloudflare-client';
import { collectFor, CollectForOptions } from './collectFor';
import { fails } from './failures';
import { accountWith, down, resource } from './postureAccount';

const config = {
  regulated: ['pii', 'phi'],
  dataClasses: {
    phi: { maxRetentionDays: 365, minLockDays: 30, jurisdiction: 'eu' },
    record: { minLockDays: 30 },
  },
};

/** Nothing can be read. */
export const unexpected = {
  lifecycle: fails(down),
  locks: fails(down),
  managedDomain: fails(down),
  customDomains: fails(down),
};

/** Evaluates a check on a bucket with data of a class. */
export function collectOfBucket(
  checkId: string,
  dataClass: string | undefined,
  read: Partial<R2Area>,
  options: Partial<CollectForOptions> & {
    name?: string;
    parameters?: JsonObject;
  } = {},
) {
  const { name = 'uploads', parameters = {}, ...more } = options;
  return collectFor(checkId, {
    entity: resource(
      'r2',
      name,
      parameters,
      dataClass ? { 'cloudflare.com/data-class': dataClass } : {},
    ),
    account: accountWith({ r2: read }),
    config,
    ...more,
  });
}
