import { PostureEvaluation } from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * What cards tell of an evaluation. What it could not read is mostly of other
 * entities, and makes results unknown or stale where it is of this one.
 */
export function ofCards(evaluation: PostureEvaluation): PostureEvaluation {
  return evaluation.state === 'failed'
    ? evaluation
    : { ...evaluation, problems: [] };
}
