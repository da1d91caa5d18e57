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
