/**
 * A criterion by which the whole is accepted, computed from live data.
 *
 * @public
 */
export interface AcceptanceCriterion {
  id:
    | 'deployments-proven'
    | 'access-audit-exportable'
    | 'regulated-buckets-lifecycle'
    | 'ai-resources-discovered'
    | 'components-linked'
    | 'secrets-metadata-only';
  title: string;
  state: 'met' | 'missed' | 'unknown' | 'not-applicable';
  /** What it was computed from, in the order to be read. */
  figures: { label: string; value: number | string }[];
  /** In a sentence: what is met, or what is missing and what to do. */
  message: string;
}
