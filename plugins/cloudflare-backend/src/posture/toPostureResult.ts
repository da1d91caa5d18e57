import {
  CheckState,
  PostureResult,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { HiddenNames } from './HiddenNames';
import { PostureSight } from './PostureBoard';
import { PostureRow } from './PostureSnapshot';
import { isShown, PostureView } from './PostureVisibility';

/** Instead of a text that does. */
export const NAMES_OTHERS = 'Why it is so names what you may not see';

/** What decides how much of a result a caller is told. */
export interface ToldTo {
  view: PostureView;
  /** What no text may name. */
  hidden: HiddenNames;
  sight: PostureSight;
}

/** A result as answers tell it: as it is at an instant, and as much as the caller may see. */
export function toPostureResult(
  row: PostureRow,
  state: CheckState,
  { view, hidden, sight }: ToldTo,
): PostureResult {
  const { entity, stored, check, scorecard } = row;
  const message = state === stored.state ? stored.message : agedMessage(row);
  const shown = (ref: string | undefined) =>
    ref !== undefined && isShown(view, ref) ? ref : undefined;
  return {
    checkId: check.id,
    checkVersion: stored.checkVersion,
    checkTitle: check.title,
    severity: check.severity,
    criteria: [...check.criteria],
    scorecard,
    entityRef: entity.entityRef,
    title: entity.title,
    subject: entity.subject,
    account: entity.account,
    owner: shown(entity.owner),
    system: shown(entity.system),
    components: entity.components.filter(ref => isShown(view, ref)),
    state,
    reason: stored.reason,
    message: message && hidden.areIn(message) ? NAMES_OTHERS : message,
    since: sinceOf(row, state),
    facts: stored.facts,
    atLeast: stored.atLeast,
    thresholds: stored.thresholds,
    observedAt: stored.observedAt,
    evaluatedAt: sight.snapshot.evaluation.finishedAt ?? '',
    sources: stored.sources,
    ...findingsOf(row, hidden),
    exemption: state === 'exempt' ? stored.exemption : undefined,
    dashboardUrl: entity.dashboardUrl,
  };
}

/** What aged became stale when its facts had become too old. */
export function sinceOf(
  { stored, endsAt }: Pick<PostureRow, 'stored' | 'endsAt'>,
  state: CheckState,
): string {
  return state === stored.state || endsAt === -Infinity
    ? stored.since
    : new Date(endsAt).toISOString();
}

function agedMessage({ stored }: PostureRow): string {
  return stored.state === 'exempt'
    ? 'The exemption has ended since the last evaluation: it has expired, or the reviewed file does not approve it for this any more'
    : `It was '${stored.state}' when it was evaluated last; its facts have become too old since`;
}

/**
 * What is wrong with one entity can name any other: what names one of which the
 * caller sees nothing is left out.
 */
function findingsOf(
  { stored }: PostureRow,
  hidden: HiddenNames,
): Pick<PostureResult, 'findings' | 'findingsTotal'> {
  const { findings, findingsTotal } = stored;
  const seen = findings?.filter(finding => !hidden.areIn(finding));
  return {
    findings: seen,
    findingsTotal:
      findingsTotal &&
      findingsTotal - ((findings?.length ?? 0) - (seen?.length ?? 0)),
  };
}
