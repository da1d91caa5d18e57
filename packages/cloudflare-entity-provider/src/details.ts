import {
  CloudflareClient,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import { createHash } from 'node:crypto';
import { ListedResource } from './inventory';
import { AnyIngestion } from './ResourceIngestion';

/**
 * In how many runs every detail is read again at least once, whatever the
 * change tokens say: a day, at a run every ten minutes.
 *
 * @public
 */
export const DETAIL_SLOTS = 144;

/** Why a detail is to be read, the most urgent first. */
const URGENCIES = ['never-read', 'changed', 'slot'] as const;
type Urgency = (typeof URGENCIES)[number];

/** A detail that is to be read in this run. */
export interface DueDetail<TOwner> {
  owner: TOwner;
  resource: ListedResource;
  urgency: Urgency;
}

/**
 * The slot of a resource: its detail is read again in the runs whose number
 * has this remainder when divided by {@link DETAIL_SLOTS}.
 *
 * @param qualifiedName - name of the resource within account and product
 * @public
 */
export function detailSlot(qualifiedName: string): number {
  const hash = createHash('sha256').update(qualifiedName).digest();
  return hash.readUInt32BE(0) % DETAIL_SLOTS;
}

/** What was read of a resource; undefined when nothing was that is understood. */
export function detailOf(
  ingestion: AnyIngestion,
  resource: ListedResource,
): unknown {
  const { detail } = resource.stored;
  if (resource.detail === undefined && detail !== undefined) {
    const parsed = ingestion.detail?.schema.safeParse(JSON.parse(detail));
    resource.detail = parsed?.data;
  }
  return resource.detail;
}

/**
 * Whether the detail of a resource was never read, or was to be read again and
 * was not. While that may still happen in this run, it is what it was before.
 */
export function isDetailUnread(
  ingestion: AnyIngestion,
  resource: ListedResource,
): boolean {
  return (
    ingestion.detail !== undefined &&
    (resource.detailOutdated || detailOf(ingestion, resource) === undefined)
  );
}

/** Takes note of what was read of a resource. */
export function keepDetail(resource: ListedResource, detail: unknown): void {
  resource.detail = detail;
  resource.stored.detail = JSON.stringify(detail);
}

/** Reads at once what the details of several resources still lack. */
export async function completeDetails(
  ingestion: AnyIngestion,
  client: CloudflareClient,
  resources: readonly ListedResource[],
  options: ReadOptions,
): Promise<void> {
  if (ingestion.detail?.complete && resources.length > 0) {
    const details = await ingestion.detail.complete(
      client,
      resources.map(({ detail }) => detail),
      options,
    );
    resources.forEach((resource, i) => keepDetail(resource, details[i]));
  }
}

/** Why the detail of a resource is to be read; undefined when it is not. */
export function urgencyOf(
  ingestion: AnyIngestion,
  resource: ListedResource,
  run: number,
): Urgency | undefined {
  const { stored, included } = resource;
  if (!ingestion.detail || !included) {
    return undefined;
  }
  if (detailOf(ingestion, resource) === undefined) {
    return 'never-read';
  }
  if (
    stored.detailToken !== stored.changeToken ||
    stored.detailVersion !== ingestion.version
  ) {
    return 'changed';
  }
  // A slot that was missed is made up for.
  return resource.detailOutdated ||
    detailSlot(stored.qualifiedName) === run % DETAIL_SLOTS
    ? 'slot'
    : undefined;
}

/**
 * Sorts by urgency. What failed before comes behind what did not, so that a
 * few that always fail do not keep the others waiting.
 */
export function byUrgency<TOwner>(
  due: readonly DueDetail<TOwner>[],
): DueDetail<TOwner>[] {
  const rank = ({ urgency }: DueDetail<TOwner>) => URGENCIES.indexOf(urgency);
  const failures = ({ resource }: DueDetail<TOwner>) =>
    resource.stored.detailFailures;
  return [...due].sort(
    (a, b) => rank(a) - rank(b) || failures(a) - failures(b),
  );
}
