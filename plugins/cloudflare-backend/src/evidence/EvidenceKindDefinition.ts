import { BasicPermission } from '@backstage/plugin-permission-common';
import { ReadOptions } from '@cloudflare-backstage/cloudflare-client';
import {
  EvidenceGap,
  EvidenceRecord,
  EvidenceSubject,
  EvidenceVariant,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  CloudflareProblem,
  EvidenceSubjectRef,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { TimeWindow } from '../routing/fields';
import { Redactor } from './Redactor';

/** What a collection is made with. */
export interface CollectContext {
  account: CloudflareAccount;
  subject: EvidenceSubjectRef;
  /** Of logs alone: over, and at most `mostDays` long. */
  window?: TimeWindow;
  variant: EvidenceVariant;
  /** Makes records of readings: projects, masks, and counts what it took out. */
  redactor: Redactor;
  /**
   * What every read upstream takes: it lists the requests in the evidence, ends
   * them with the collection, and lets interactive ones go first.
   */
  reading: ReadOptions;
  /** Told now and then how many records there are so far. */
  progress(records: number): void;
}

/** What was collected. */
export interface Collected {
  /** As the snapshot names it, with the account's id. */
  subject: EvidenceSubject;
  /** In the order of snapshots, as many as `count`. */
  records: Iterable<EvidenceRecord> | AsyncIterable<EvidenceRecord>;
  count: number;
  reportedTotal?: number;
  /** Empty: complete. */
  gaps: EvidenceGap[];
  /** Why nothing at all could be read, when that may be otherwise later. */
  unread?: CloudflareProblem;
}

/** A kind of evidence: what there is to be known of it, in one file. */
export interface EvidenceKindDefinition {
  /** A log has a window of time, a state is as it is now. */
  nature: 'log' | 'state';
  /** Of logs: the longest window of one bundle, in days. */
  mostDays?: number;
  /** Of logs: hours that have to pass after the window until nothing is added. */
  settlesAfterHours?: number;
  subjects: readonly EvidenceSubjectRef['type'][];
  /** All that a caller needs, beside `cloudflare.export.evidence`. */
  permissions(subject: EvidenceSubjectRef): readonly BasicPermission[];
  collect(context: CollectContext): Promise<Collected>;
}
