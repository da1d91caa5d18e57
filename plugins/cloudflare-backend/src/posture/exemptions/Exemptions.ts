import {
  CheckState,
  CheckSubject,
  PostureExemption,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { matchesResource } from '@cloudflare-backstage/plugin-cloudflare-node';

/** Days before it ends from which an exemption is said to expire. */
export const EXPIRING_DAYS = 14;
const MS_PER_DAY = 86_400_000;

/** An entry of the reviewed file, as it is written there. */
export type ExemptionEntry = Omit<
  PostureExemption,
  'nameWithheld' | 'status' | 'expiring' | 'results'
> & { status: Exclude<PostureExemption['status'], 'expired'> };

/** An entry as it is at a time. */
export type ExemptionAt = Omit<PostureExemption, 'nameWithheld' | 'results'>;

/** What tells whether an exemption means an entity. */
export interface ExemptibleEntity {
  entityRef: string;
  subject: CheckSubject;
  /** Key of the account. */
  account?: string;
  owner?: string;
  system?: string;
  /** The qualified name. */
  name: string;
}

/**
 * What an approved exemption turns into `exempt`: what fails, and what is not
 * known to fail for want of facts. What passes needs none, so that it is seen
 * when an exemption is no longer needed, and what does not concern an entity
 * has nothing to be exempt from.
 */
const exemptible: readonly CheckState[] = ['fail', 'stale', 'unknown'];

/** The exemptions of the reviewed file. */
export class Exemptions {
  constructor(readonly entries: readonly ExemptionEntry[]) {}

  /** All entries, whatever their status, as they are at a time. */
  at(time: Date): ExemptionAt[] {
    return this.entries.map(entry => {
      const left = Date.parse(entry.expiresAt) - time.getTime();
      const isApproved = entry.status === 'approved';
      return {
        ...entry,
        // What never came into force cannot end.
        status: isApproved && left <= 0 ? 'expired' : entry.status,
        expiring: isApproved && left > 0 && left <= EXPIRING_DAYS * MS_PER_DAY,
      };
    });
  }

  /** The exemption that holds for what a check says of an entity; of several, that which holds longest. */
  of(
    checkId: string,
    state: CheckState,
    entity: ExemptibleEntity,
    time: Date,
  ): ExemptionEntry | undefined {
    return exemptible.includes(state)
      ? this.entries
          .filter(
            entry =>
              entry.checkId === checkId &&
              isInForce(entry, time) &&
              means(entry, entity),
          )
          .sort((a, b) => Date.parse(b.expiresAt) - Date.parse(a.expiresAt))[0]
      : undefined;
  }
}

function isInForce(
  { status, approvedAt, expiresAt }: ExemptionEntry,
  time: Date,
): boolean {
  return (
    status === 'approved' &&
    approvedAt !== undefined &&
    Date.parse(approvedAt) <= time.getTime() &&
    Date.parse(expiresAt) > time.getTime()
  );
}

/** Whether an exemption is about an entity. */
export function means(
  { entityRef, filter }: Pick<ExemptionEntry, 'entityRef' | 'filter'>,
  entity: ExemptibleEntity,
): boolean {
  if (entityRef !== undefined) {
    return entityRef === entity.entityRef;
  }
  const { name, ...equal } = filter!;
  return (
    Object.entries(equal).every(
      ([key, value]) =>
        value === undefined || entity[key as keyof typeof equal] === value,
    ) &&
    (name === undefined ||
      // Which product it is makes no difference to a name.
      matchesResource(
        { name },
        { product: 'workers', name: entity.name, tags: [] },
      ))
  );
}
