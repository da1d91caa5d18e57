/**
 * A binding of a Worker or a Pages project: what it may use, never a value.
 *
 * @public
 */
export interface CfBinding {
  /** Cloudflare's word; kinds that are not known yet are kept. */
  type: string;
  /** Name of the variable. */
  name: string;
  /** What it is bound to: native id (`targetId`) or name (`targetName`), as the API gives it. */
  targetId?: string;
  targetName?: string;
  /** Qualifies the target: jurisdiction, script, namespace or store. */
  targetScope?: string;
}

/**
 * How a Worker or a Pages project comes by its secrets. Counts alone: what they
 * are called can tell what they open.
 *
 * @public
 */
export interface CfSecretCounts {
  /** Plain variables of which name or value look as if they were secrets. */
  plainTextSuspects: number;
  /** Secrets of its own, which Cloudflare shows to nobody. */
  secretText: number;
  /** Secrets of the account's Secrets Store. */
  secretsStore: number;
}
