import { MetricSeries } from './metrics';

/**
 * The qualified name of a namespace of Durable Objects: `script:Class`, as
 * several Workers can have a class of one name. That of a namespace whose
 * Worker was deleted is its own name, or its id.
 *
 * @public
 */
export function durableObjectName(namespace: {
  id: string;
  name?: string;
  className?: string;
  scriptName?: string;
}): string {
  const { id, name, className, scriptName } = namespace;
  return className !== undefined && scriptName !== undefined
    ? `${scriptName}:${className}`
    : name ?? id;
}

/**
 * A class of Durable Objects: a namespace of them in one Worker.
 *
 * @public
 */
export interface DurableObjectClass {
  /** Id of the namespace. */
  id: string;
  /** `script:Class`; of an orphan the name or the id of the namespace. */
  qualifiedName: string;
  /** Absent of an orphan. */
  className?: string;
  /** The Worker; absent of an orphan. */
  scriptName?: string;
  /** Cloudflare's name of the namespace. */
  namespaceName?: string;
  /** The Worker was deleted, and the objects are left. */
  orphaned: boolean;
  /** Other Workers have a class of this name. */
  ambiguous: boolean;
  /** Absent: Cloudflare does not tell. */
  storage?: 'sqlite' | 'key-value';
}

/**
 * How the objects of a class do: over time `requests`, `errors`,
 * `webSocketConnections`, `webSocketMessagesIn`, `webSocketMessagesOut`,
 * `activeTime`, `rowsRead`, `rowsWritten`, `storageReads` and `storageWrites`.
 *
 * @public
 */
export interface DurableObjectMetrics extends MetricSeries, DurableObjectClass {
  /** Of the whole window; absent: there are no data, which is not zero. */
  totals?: { requests: number; errors: number };
  /** On the last day that Cloudflare tells of; null: not known. */
  storedBytes: number | null;
  /** The day of `storedBytes`, `YYYY-MM-DD`. */
  storedOn?: string;
  /** Of all classes of the account that store keys and values, where this is one. */
  accountKeyValueBytes?: number;
  /** Never known. */
  objectCount: null;
  /** Never known. */
  alarms: null;
  /** Why figures are null. */
  reasons: {
    /** Cloudflare has no count: only a listing of all objects would tell. */
    objectCount: 'not-counted';
    /** Cloudflare has no metric of alarms. */
    alarms: 'no-metric';
    /**
     * `account-only`: of keys and values Cloudflare tells the sum of the
     * account; `no-data`: it tells nothing, which is not zero; `not-read`:
     * `meta.problems` says why.
     */
    storedBytes?: 'account-only' | 'no-data' | 'not-read';
  };
}
