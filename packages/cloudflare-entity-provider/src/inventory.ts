import { JsonObject } from '@backstage/types';
import {
  CfTaggedResource,
  Listing,
} from '@cloudflare-backstage/cloudflare-client';
import {
  NamingAccount,
  SyncProductReport,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { setImmediate } from 'node:timers/promises';
import { AnyIngestion, ResourceDescription } from './ResourceIngestion';
import { StoredResource } from './SyncStore';

/** Complete listings in a row that have to agree on a removal that is held. */
const RUNS_TO_AGREE = 3;
/** Resources that are met between two turns of the event loop. */
const SLICE = 500;

/** The Cloudflare tags of an account's resources. */
export type TaggedResources = Pick<
  Listing<CfTaggedResource>,
  'items' | 'complete' | 'uncounted'
>;

/** A resource that was listed in this run. */
export interface ListedResource {
  item: any;
  description: ResourceDescription;
  /** All Cloudflare tags that are known of it, sorted. */
  tags: string[];
  /** Its Cloudflare tags were never read: it can have some. */
  tagsUnread: boolean;
  /** Runs in a row whose list of tags can have skipped it, which had some. */
  untaggedRuns: number;
  /** To be stored again, with what this run finds out. */
  stored: StoredResource;
  /** Parsed from what is stored, once it was looked at. */
  detail?: unknown;
  /** What is known of its detail is not what it is now, as far as is known. */
  detailOutdated: boolean;
  /** The filters let it into the catalog. */
  included: boolean;
  /** Name that it is to have in the catalog. */
  entityName: string;
  /** As its entity was last made; undefined: not known, or not to be bound. */
  orphan?: boolean;
  /** Parameters from the account's metrics. */
  measured?: JsonObject;
}

/** What is known of a product's resources once a listing met the stored ones. */
export interface Inventory {
  complete: boolean;
  /** By entity name. */
  listed: ListedResource[];
  /** Not listed and not removed: stays in the catalog as it is. */
  kept: StoredResource[];
  /** How many of the kept ones are held, as against not read. */
  held: number;
  /** Native ids that are to be forgotten. */
  removedIds: string[];
  /** Names in the catalog before this run. */
  namesBefore: Set<string>;
  renamed: NonNullable<SyncProductReport['renamed']>;
}

/**
 * Meets a listing with what is stored, and decides what goes: nothing after an
 * incomplete listing; and what a complete one has lost all at once, or more of
 * than is plausible, or can have skipped, only after further runs agree.
 */
export async function takeInventory(options: {
  ingestion: AnyIngestion;
  account: NamingAccount;
  listing: Listing<any>;
  stored: readonly StoredResource[];
  tagged: TaggedResources;
  maxRemovalShare: number;
  includes(description: ResourceDescription, tags: string[]): boolean;
}): Promise<Inventory> {
  const { ingestion, account, listing, stored } = options;
  const { complete } = listing;
  // All resources can be there, and still something be missing of each.
  const whole = complete && listing.problems.length === 0;
  const storedById = new Map(stored.map(row => [row.id, row]));
  const items = new Map<string, any>(
    listing.items.map(item => [ingestion.describe(item).id, item]),
  );
  const unlisted = new Map(
    stored
      .filter(row => !items.has(row.id))
      .map(row => [row.qualifiedName, row]),
  );
  const tagsOf = tagReader(ingestion, options.tagged);
  const lostIds = new Set(
    stored.filter(row => !items.has(row.id)).map(row => row.id),
  );
  const removedIds: string[] = [];

  const meet = (listedId: string, item: any): ListedResource => {
    const namesake = storedById.has(listedId)
      ? undefined
      : unlisted.get(ingestion.describe(item).qualifiedName);
    if (namesake) {
      unlisted.delete(namesake.qualifiedName);
      lostIds.delete(namesake.id);
      if (whole) {
        // Created anew under the same name: not a loss.
        removedIds.push(namesake.id);
      }
    }
    // Where something is missing, that can be the id.
    const known = storedById.get(listedId) ?? (whole ? undefined : namesake);
    const usable = known?.mapperVersion === ingestion.version;
    const filled =
      !whole && usable && known.item !== undefined && ingestion.fill
        ? ingestion.fill(item, JSON.parse(known.item))
        : item;
    const description = {
      ...ingestion.describe(filled),
      id: known?.id ?? listedId,
    };
    const before = known ?? namesake;
    const readTags = tagsOf(description);
    const mayBeSkipped = Boolean(
      options.tagged.uncounted && readTags?.length === 0 && before?.tags.length,
    );
    // A list that was not read neither agrees nor denies.
    const untaggedRuns =
      (before?.lastKnown?.untaggedRuns ?? 0) + (mayBeSkipped ? 1 : 0);
    const keepsTags =
      readTags === undefined || (mayBeSkipped && untaggedRuns < RUNS_TO_AGREE);
    const ownTags = (keepsTags ? before?.tags : readTags) ?? [];
    const tags = [...new Set([...description.tags, ...ownTags])].sort();
    return {
      item: filled,
      description,
      tags,
      tagsUnread:
        readTags === undefined &&
        (before === undefined || before.lastKnown?.tagsUnread === true),
      untaggedRuns: keepsTags ? untaggedRuns : 0,
      stored: {
        ...(known ?? { detailFailures: 0 }),
        id: description.id,
        qualifiedName: description.qualifiedName,
        item: ingestion.fill && JSON.stringify(filled),
        tags: ownTags,
        mapperVersion: ingestion.version,
        changeToken: description.changeToken,
        missingRuns: 0,
      },
      // What could not be read takes nothing out of the catalog.
      included:
        options.includes(description, tags) ||
        (!whole && known?.entityName !== undefined),
      entityName: '',
      detailOutdated: known?.lastKnown?.detailOutdated ?? false,
      orphan: known?.lastKnown?.orphan,
      measured: known?.lastKnown?.measured,
    };
  };
  const listed: ListedResource[] = [];
  for (const [listedId, item] of items) {
    listed.push(meet(listedId, item));
    if (listed.length % SLICE === 0) {
      await setImmediate();
    }
  }

  await setImmediate();
  const lost = [...lostIds].map(id => storedById.get(id)!);
  const kept = complete
    ? keepDoubtful(lost, listed.length, stored.length, options)
    : lost;
  const keptIds = new Set(kept.map(row => row.id));
  removedIds.push(...[...lostIds].filter(id => !keptIds.has(id)));

  const renamed = await nameAll(listed, kept, complete, ingestion, account);
  listed.sort((a, b) => (a.entityName < b.entityName ? -1 : 1));
  return {
    complete,
    listed,
    kept,
    held: complete ? kept.length : 0,
    removedIds,
    namesBefore: new Set(stored.flatMap(row => row.entityName ?? [])),
    renamed,
  };
}

function keepDoubtful(
  lost: readonly StoredResource[],
  listedCount: number,
  storedCount: number,
  {
    listing,
    maxRemovalShare,
  }: { listing: Listing<unknown>; maxRemovalShare: number },
): StoredResource[] {
  const doubtful =
    listing.uncounted ||
    listedCount === 0 ||
    lost.length > maxRemovalShare * storedCount;
  return lost.flatMap(row => {
    const missingRuns = row.missingRuns + 1;
    // What was held once stays held until enough runs agree.
    const wait = doubtful || row.missingRuns > 0;
    return wait && missingRuns < RUNS_TO_AGREE ? { ...row, missingRuns } : [];
  });
}

/** Tags of a resource; undefined when it is not known which it has. */
function tagReader(
  ingestion: AnyIngestion,
  tagged: TaggedResources,
): (description: ResourceDescription) => string[] | undefined {
  const byId = new Map<string, string[]>();
  // Undefined: several have the name.
  const byName = new Map<string, string[] | undefined>();
  for (const { type, id, name, tags } of tagged.items) {
    if (type === ingestion.taggedAs) {
      const values = Object.entries(tags).map(([key, value]) =>
        value === '' ? key : `${key}:${value}`,
      );
      byId.set(id, values);
      if (name !== undefined) {
        byName.set(name, byName.has(name) ? undefined : values);
      }
    }
  }
  return ({ id, qualifiedName }) =>
    byId.get(id) ??
    byName.get(qualifiedName) ??
    (tagged.complete || !ingestion.taggedAs ? [] : undefined);
}

/**
 * Gives every resource its entity name. Where several have the same, the one
 * with the smallest native id keeps it. Names that stay in the catalog are
 * taken.
 */
async function nameAll(
  listed: readonly ListedResource[],
  kept: readonly StoredResource[],
  complete: boolean,
  { kind }: AnyIngestion,
  account: NamingAccount,
): Promise<Inventory['renamed']> {
  const taken = new Set(kept.flatMap(row => row.entityName ?? []));
  const toName: ListedResource[] = [];
  for (const resource of listed) {
    if (!complete && resource.stored.entityName !== undefined) {
      resource.entityName = resource.stored.entityName;
      taken.add(resource.entityName);
    } else {
      toName.push(resource);
    }
  }
  const renamed: Inventory['renamed'] = [];
  toName.sort((a, b) => (a.description.id < b.description.id ? -1 : 1));
  for (const [i, resource] of toName.entries()) {
    if (i % SLICE === SLICE - 1) {
      await setImmediate();
    }
    const { id, qualifiedName } = resource.description;
    resource.entityName = kind.entityName(account, qualifiedName);
    if (resource.included) {
      if (taken.has(resource.entityName)) {
        resource.entityName = kind.entityName(account, qualifiedName, id);
        renamed.push({ name: qualifiedName, entityName: resource.entityName });
      }
      taken.add(resource.entityName);
    }
  }
  return renamed;
}
