import { ReadOptions } from '@cloudflare-backstage/cloudflare-client';
import { EvidenceConfig } from '../EvidenceConfig';
import { TimeWindow } from '../../routing/fields';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Redactor } from '../Redactor';
import { StoredRecord } from './LogStore';

/** The kinds of evidence whose logs are captured before Cloudflare drops them. */
export const capturedLogKinds = ['access-audit', 'account-audit'] as const;

/** A kind of evidence whose log is captured. */
export type CapturedLogKind = (typeof capturedLogKinds)[number];

/** A log of an account, as it is read and made records of. */
export interface LogSource<Row = unknown> {
  kind: CapturedLogKind;
  /** What it is called in messages. */
  what: string;
  /** Permission group that reading it takes. */
  tokenPermission: string;
  /** Hours for which Cloudflare keeps it. */
  retentionHours(config: EvidenceConfig): number;
  /**
   * The rows of a window page by page, in any order, some of them perhaps more
   * than once. It ends only when all were read.
   *
   * @throws CloudflareApiError
   */
  pages(
    account: CloudflareAccount,
    window: TimeWindow,
    reading: ReadOptions,
  ): AsyncIterable<Row[]>;
  recordsBy(redactor: Redactor): LogRecords<Row>;
}

/** Makes records of rows, each with the time of its row. */
export interface LogRecords<Row> {
  of(row: Row): StoredRecord['record'];
}
