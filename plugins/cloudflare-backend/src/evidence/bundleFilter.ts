import {
  EvidenceKind,
  EvidenceSubjectRef,
  EvidenceVariantName,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Knex } from 'knex';

/** Evidence of a kind about one type of subject. */
export interface ReadableEvidence {
  kind: EvidenceKind;
  subjectType: EvidenceSubjectRef['type'];
}

/** Which bundles are meant; what is absent does not matter. */
export interface BundleFilter {
  accountIds: readonly string[];
  /** What the caller may see: any of these, in any of the variants. */
  readable: readonly ReadableEvidence[];
  variants: readonly EvidenceVariantName[];
  kind?: EvidenceKind;
  subjectType?: EvidenceSubjectRef['type'];
  subjectName?: string;
  /** Of logs, the window overlaps these; a state was collected within. */
  from?: Date;
  to?: Date;
}

/** The last bundle of the page before. */
export interface BundlePosition {
  collectedAt: string;
  id: string;
}

/** The filter as a condition on the table of bundles. */
export function matching(filter: BundleFilter) {
  const { accountIds, readable, variants, from, to } = filter;
  const equal = Object.fromEntries(
    Object.entries({
      kind: filter.kind,
      subject_type: filter.subjectType,
      subject_name: filter.subjectName,
    }).filter(([, value]) => value !== undefined),
  );
  return (query: Knex.QueryBuilder) => {
    query
      .whereIn('account_id', [...accountIds])
      .whereIn('variant', [...variants])
      .whereIn(
        ['kind', 'subject_type'],
        readable.map(({ kind, subjectType }) => [kind, subjectType]),
      )
      .where(equal);
    if (from) {
      const time = from.toISOString();
      query.where(either =>
        either
          .where('window_to', '>', time)
          .orWhere(state =>
            state.whereNull('window_to').where('collected_at', '>=', time),
          ),
      );
    }
    if (to) {
      const time = to.toISOString();
      query.where(either =>
        either
          .where('window_from', '<', time)
          .orWhere(state =>
            state.whereNull('window_from').where('collected_at', '<', time),
          ),
      );
    }
  };
}
