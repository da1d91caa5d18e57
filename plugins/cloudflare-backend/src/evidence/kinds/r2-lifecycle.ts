import { CfR2Bucket, Listing } from '@cloudflare-backstage/cloudflare-client';
import {
  compareRecords,
  EvidenceGap,
  EvidenceRecord,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  ANNOTATION_CLOUDFLARE_ACCOUNT,
  ANNOTATION_CLOUDFLARE_NAME,
  CloudflareProblem,
  products,
  R2Lifecycle,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { isSynced, readEntities } from '../../catalog/readEntities';
import {
  r2Directory,
  r2JurisdictionOf,
  r2QualifiedName,
} from '../../products/r2/buckets';
import { r2Lifecycle, readLifecycle } from '../../products/r2/lifecycle';
import { outcomeOf } from '../../reading/outcomeOf';
import {
  CollectContext,
  Collected,
  EvidenceKindDefinition,
} from '../EvidenceKindDefinition';
import { byText, gapsOf, inOrder, problemOfNow } from './gaps';
import { InventoryDependencies } from './inventory';

const BUCKETS_AT_ONCE = 8;

type CatalogDependencies = Pick<InventoryDependencies, 'auth' | 'catalog'>;

/** Without what could not be read, of which there are gaps. */
const bucketRecord = r2Lifecycle
  .partial({
    rules: true,
    normalized: true,
    retention: true,
    publicAccess: true,
  })
  .extend({
    id: z.string(),
    createdAt: z.string().optional(),
    location: z.string().optional(),
    storageClass: z.string().optional(),
  });

/**
 * How long objects are kept in a bucket or in all, and who can reach them. The
 * catalog tells in which jurisdictions there are buckets: one of these that is
 * refused is missing, any other is not the account's.
 */
export function r2LifecycleKind(
  dependencies: CatalogDependencies,
): EvidenceKindDefinition {
  return {
    nature: 'state',
    subjects: ['account', 'r2'],
    permissions: () => [products.r2.permission],
    async collect(context) {
      const { account, subject, redactor, progress } = context;
      const chosen = await chooseBuckets(context, dependencies);
      const recordOf = redactor.of(bucketRecord);
      const records: EvidenceRecord[] = [];
      const gaps = [...chosen.gaps];
      for (let start = 0; start < chosen.buckets.length; ) {
        const some = chosen.buckets.slice(start, start + BUCKETS_AT_ONCE);
        const read = await Promise.all(
          some.map(bucket => readBucket(bucket, context)),
        );
        for (const { reading, gaps: missing } of read) {
          records.push(recordOf(reading));
          gaps.push(...missing);
        }
        start += some.length;
        progress(records.length);
      }
      return {
        subject: {
          account: account.accountId,
          ...(subject.type === 'r2' && {
            product: products.r2.id,
            name: r2QualifiedName(chosen.buckets[0]),
          }),
        },
        records: records.sort(compareRecords),
        count: records.length,
        gaps: inOrder(gaps),
        unread: problemOfNow([chosen.problem]),
      } satisfies Collected;
    },
  };
}

/** Lists anew: what was known before could be out of date. */
async function chooseBuckets(
  { account, subject, reading }: CollectContext,
  dependencies: CatalogDependencies,
): Promise<{
  buckets: CfR2Bucket[];
  gaps: EvidenceGap[];
  problem?: CloudflareProblem;
}> {
  const signal = reading.signal ?? new AbortController().signal;
  const known = await outcomeOf(
    cataloguedJurisdictions(account, dependencies, signal),
  );
  const list = (): Promise<Listing<CfR2Bucket>> =>
    account.client.r2.list({ ...reading, jurisdictionsInUse: known.value });
  if (subject.type === 'r2') {
    const bucket = await r2Directory(list).find(account, subject.name);
    return { buckets: [bucket], gaps: [] };
  }
  const { value, problem } = await outcomeOf(list());
  if (!value) {
    return { buckets: [], gaps: gapsOf('buckets', [problem]), problem };
  }
  const unknown = known.problem ? [known.problem] : [];
  return {
    buckets: value.items,
    gaps: [...gapsOf('catalog', unknown), ...gapsOf('buckets', value.problems)],
  };
}

/** The jurisdictions of the account's buckets that the catalog has. */
async function cataloguedJurisdictions(
  account: CloudflareAccount,
  { auth, catalog }: CatalogDependencies,
  signal: AbortSignal,
): Promise<string[]> {
  const entities = readEntities(
    catalog,
    {
      filter: {
        kind: 'Resource',
        'spec.type': products.r2.resourceType,
        [`metadata.annotations.${ANNOTATION_CLOUDFLARE_ACCOUNT}`]: account.key,
      },
      fields: ['metadata.annotations'],
    },
    await auth.getOwnServiceCredentials(),
    signal,
  );
  const found = new Set<string>();
  for await (const entity of entities) {
    const { annotations = {} } = entity.metadata;
    // The catalog compares without regard to case.
    if (
      isSynced(entity) &&
      annotations[ANNOTATION_CLOUDFLARE_ACCOUNT] === account.key
    ) {
      found.add(
        r2JurisdictionOf(annotations[ANNOTATION_CLOUDFLARE_NAME] ?? ''),
      );
    }
  }
  return [...found];
}

async function readBucket(
  bucket: CfR2Bucket,
  { account, reading }: CollectContext,
): Promise<{ reading: z.input<typeof bucketRecord>; gaps: EvidenceGap[] }> {
  const name = r2QualifiedName(bucket);
  const known = {
    id: name,
    bucket: name,
    jurisdiction: bucket.jurisdiction,
    createdAt: bucket.createdAt,
    location: bucket.location,
    storageClass: bucket.storageClass,
  };
  const { value, problem } = await outcomeOf(
    readLifecycle(account.client, bucket, reading),
  );
  if (!value) {
    return {
      reading: known,
      gaps: gapsOf(`lifecycle rules, lock rules and domains of ${name}`, [
        problem,
      ]),
    };
  }
  return {
    reading: { ...known, ...sorted(value.lifecycle) },
    gaps: value.unread.flatMap(unread =>
      gapsOf(`${unread.what} of ${name}`, [unread.problem]),
    ),
  };
}

/** Rules and domains are sets. */
function sorted(lifecycle: R2Lifecycle): R2Lifecycle {
  const byId = byText(({ id }: { id: string }) => id);
  const { publicAccess } = lifecycle;
  return {
    ...lifecycle,
    rules: lifecycle.rules.toSorted(byId),
    normalized: lifecycle.normalized.toSorted(byId),
    locks: lifecycle.locks?.toSorted(byId),
    publicAccess: {
      ...publicAccess,
      customDomains: publicAccess.customDomains?.toSorted(
        byText(({ domain }) => domain),
      ),
    },
  };
}
