import { JsonObject } from '@backstage/types';

/** An event of Backstage's audit log. */
export interface AuditEvent {
  /** What is `low` is not logged unless Backstage is configured to. */
  severityLevel: 'low' | 'medium';
  /** What it tells beside {@link commonAuditMeta}, as far as it is known. */
  meta: readonly string[];
}

/**
 * What every event tells, as far as it applies. Who it was, the address and
 * the path of the request are Backstage's part.
 */
export const commonAuditMeta = [
  /** As declared, such as `/v1/kv/:namespace/sample`. */
  'route',
  'product',
  /** Its key; `*` for several. */
  'account',
  /** The classes of fields that the caller may see in clear. */
  'unmasked',
  /** The number of items that were answered. */
  'count',
  /** The name of the error for which it failed. */
  'reason',
  /** The permissions for want of which it was denied. */
  'permissions',
] as const;

/** Every event of the plugin; docs/audit-log.md tells of each. */
export const auditEvents = {
  'request-denied': { severityLevel: 'medium', meta: [] },
  'unmasked-read': { severityLevel: 'medium', meta: [] },
  'sync-request': { severityLevel: 'medium', meta: [] },
  'posture-refresh': { severityLevel: 'medium', meta: [] },
  'analytics-engine-query': {
    severityLevel: 'medium',
    meta: ['dataset', 'hash', 'sensitive', 'refused'],
  },
  'evidence-request': {
    severityLevel: 'medium',
    meta: ['kind', 'variant', 'subject', 'job', 'cancel'],
  },
  'evidence-export': {
    severityLevel: 'medium',
    meta: ['kind', 'variant', 'bundle', 'snapshotSha256'],
  },
  'evidence-read': {
    severityLevel: 'low',
    meta: ['kind', 'variant', 'bundle', 'snapshotSha256', 'job'],
  },
  'provenance-manifest': {
    severityLevel: 'medium',
    meta: ['name', 'deploymentId'],
  },
} as const satisfies Record<string, AuditEvent>;

/** The id of an event of the plugin. */
export type AuditEventId = keyof typeof auditEvents;

/** What a handler adds to its route's event; never content. */
export type TellAudit = (meta: JsonObject) => void;
