import type { AreaDefinition } from '../Area';
import type { Connection } from '../Connection';
import { CloudflareApiError } from '../errors';
import { parseOne } from '../parsing';
import type { Listing, ReadOptions } from '../reading';
import { pathParameter } from '../transport/allowed';
import type { Subject } from '../transport/envelope';
import { readCursored } from '../transport/listed';
import {
  bucketSchema,
  customDomainsSchema,
  domainSchema,
  lifecycleSchema,
  locksSchema,
} from './r2.schemas';
import {
  type CfR2Bucket,
  type CfR2BucketId,
  type R2Area,
  R2_JURISDICTIONS,
} from './r2.types';

const BUCKETS_PER_PAGE = 1000;
const [DEFAULT_JURISDICTION, ...OTHER_JURISDICTIONS] = R2_JURISDICTIONS;
type Jurisdiction = (typeof R2_JURISDICTIONS)[number];
/** For how long a jurisdiction that the account does not have is not tried. */
const REST_MS = 24 * 60 * 60 * 1000;

function subject(
  what: string,
  jurisdiction: string,
  more: Partial<Subject> = {},
): Subject {
  return {
    area: 'r2',
    product: 'r2',
    what,
    permission: 'Workers R2 Storage Read',
    ...(jurisdiction !== DEFAULT_JURISDICTION && {
      headers: { 'cf-r2-jurisdiction': jurisdiction },
    }),
    ...more,
  };
}

const aboutBucket = (what: string, { name, jurisdiction }: CfR2BucketId) =>
  subject(`${what} of R2 bucket '${name}'`, jurisdiction, { named: true });

/** Whether an answer refuses the jurisdiction, as against failing. */
function isRefusal(error: unknown): error is CloudflareApiError {
  if (!(error instanceof CloudflareApiError)) {
    return false;
  }
  const { kind, status = 0 } = error;
  switch (kind) {
    case 'not-entitled':
    case 'forbidden':
    case 'not-found':
    case 'not-supported':
    case 'invalid-response':
      return status >= 400 && status < 500;
    case 'unauthorized':
      // Not of the token, which would be another status, but of the address.
      return status === 400 || status === 404;
    default:
      return false;
  }
}

const NOTHING: Listing<CfR2Bucket> = {
  items: [],
  complete: true,
  problems: [],
};

function createR2Area(connection: Connection): R2Area {
  const account_id = connection.accountId;
  /** Jurisdictions that are known to hold buckets: what refuses them fails. */
  const inUse = new Set<string>();
  const refusedAt = new Map<string, number>();

  async function listIn(
    jurisdiction: Jurisdiction,
    options: ReadOptions | undefined,
  ): Promise<Listing<CfR2Bucket>> {
    const buckets = subject(
      jurisdiction === DEFAULT_JURISDICTION
        ? 'the R2 buckets'
        : `the R2 buckets of jurisdiction '${jurisdiction}'`,
      jurisdiction,
    );
    const listing = await readCursored({
      subject: buckets,
      schema: bucketSchema(jurisdiction),
      identify: bucket => bucket.name,
      within: 'buckets',
      // The SDK's method loses the cursor.
      read: cursor =>
        connection.read(buckets, options, (sdk, send) =>
          sdk.get(`/accounts/${account_id}/r2/buckets`, {
            query: { per_page: BUCKETS_PER_PAGE, ...(cursor && { cursor }) },
            ...send,
          }),
        ),
    });
    if (listing.items.length > 0) {
      inUse.add(jurisdiction);
    }
    return listing;
  }

  /**
   * How Cloudflare answers for a jurisdiction that an account does not have is
   * not documented: what it refuses there, while it answers for the default
   * one, holds nothing. A failure leaves the listing incomplete.
   */
  async function listBeside(
    jurisdiction: Jurisdiction,
    options: ReadOptions | undefined,
  ): Promise<Listing<CfR2Bucket>> {
    const isAtRest =
      (refusedAt.get(jurisdiction) ?? -Infinity) > Date.now() - REST_MS;
    if (isAtRest && !inUse.has(jurisdiction)) {
      return NOTHING;
    }
    try {
      return await listIn(jurisdiction, options);
    } catch (error) {
      if (isRefusal(error) && !inUse.has(jurisdiction)) {
        refusedAt.set(jurisdiction, Date.now());
        return NOTHING;
      }
      if (error instanceof CloudflareApiError) {
        return { items: [], complete: false, problems: [error.problem] };
      }
      throw error;
    }
  }

  async function readOf(
    about: Subject,
    { name }: CfR2BucketId,
    below: string,
    options: ReadOptions | undefined,
  ): Promise<unknown> {
    const bucket = encodeURIComponent(pathParameter(name, 'R2 bucket name'));
    const { result } = await connection.read(about, options, (sdk, send) =>
      sdk.get(`/accounts/${account_id}/r2/buckets/${bucket}/${below}`, send),
    );
    return result;
  }

  return {
    async list(options) {
      options?.jurisdictionsInUse?.forEach(name => inUse.add(name));
      // First and alone: when it fails, so would the others.
      const listing = await listIn(DEFAULT_JURISDICTION, options);
      const listings = [
        listing,
        ...(await Promise.all(
          OTHER_JURISDICTIONS.map(jurisdiction =>
            listBeside(jurisdiction, options),
          ),
        )),
      ];
      return {
        items: listings.flatMap(({ items }) => items),
        complete: listings.every(({ complete }) => complete),
        problems: listings.flatMap(({ problems }) => problems),
        ...(listings.some(({ uncounted }) => uncounted) && {
          uncounted: true,
        }),
      };
    },
    async lifecycle(bucket, options) {
      const about = aboutBucket('the lifecycle rules', bucket);
      const result = await readOf(about, bucket, 'lifecycle', options);
      return parseOne(lifecycleSchema, result, about);
    },
    async locks(bucket, options) {
      const about = aboutBucket('the lock rules', bucket);
      const result = await readOf(about, bucket, 'lock', options);
      return parseOne(locksSchema, result, about).rules;
    },
    async managedDomain(bucket, options) {
      const about = aboutBucket('the r2.dev domain', bucket);
      const result = await readOf(about, bucket, 'domains/managed', options);
      return parseOne(domainSchema, result, about);
    },
    async customDomains(bucket, options) {
      const about = aboutBucket('the custom domains', bucket);
      const result = await readOf(about, bucket, 'domains/custom', options);
      return parseOne(customDomainsSchema, result, about).domains;
    },
  };
}

const bucketPath = '/accounts/{account}/r2/buckets/{bucket}';

/** R2: buckets of all jurisdictions, their rules and where they are public. */
export const r2Area: AreaDefinition<R2Area> = {
  requests: [
    'GET /accounts/{account}/r2/buckets',
    `GET ${bucketPath}/lifecycle`,
    `GET ${bucketPath}/lock`,
    `GET ${bucketPath}/domains/managed`,
    `GET ${bucketPath}/domains/custom`,
  ],
  create: createR2Area,
};
