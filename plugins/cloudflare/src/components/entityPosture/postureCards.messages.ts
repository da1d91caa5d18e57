import { sectionTexts } from '../sectionTexts';

/** The words of the posture card of entities and of the card of failing checks. */
export const postureCardTexts = sectionTexts('postureCards', {
  entity: {
    title: 'Cloudflare posture',
    ofSystem: 'Of all that belongs to this System.',
    ofComponent: 'Of this Component and the Cloudflare resources it uses.',
    todo: 'What to do',
    more_one: 'and {{count}} more that does not pass',
    more_other: 'and {{count}} more that do not pass',
    seeAll: 'see all results',
    scorecards: 'What passes, by scorecard',
    share: '{{passed}} of {{total}}',
    noneTitle: 'No check concerns this entity',
    noneNote:
      'Checks look at Cloudflare resources, at accounts, and at Components in production.',
    inapplicableTitle: 'No check applies here',
    inapplicable_one: '{{count}} check looked, and does not concern it.',
    inapplicable_other: '{{count}} checks looked, and do not concern it.',
    hiddenTitle: 'You may not see these results',
    hidden_one:
      '{{count}} result is of a product that you lack the permission for.',
    hidden_other:
      '{{count}} results are of products that you lack the permission for.',
    calm: 'Nothing to do: each result passes or is exempt.',
  },
  result: {
    findings: 'What was found',
    moreFindings_one: 'and {{count}} more',
    moreFindings_other: 'and {{count}} more',
  },
  mine: {
    failed: 'Your failing checks could not be read',
    failing: '{{failing}} of {{total}} results of what is yours fail.',
    list: 'Failing checks',
    allOf: 'All of {{owner}}',
    noneTitle: 'No check looks at anything of yours',
    noneNote:
      'Something is yours when you, or a group that you are in, own it in the catalog.',
    calmTitle: 'No check fails',
    calm_one: 'The only result of what is yours passes.',
    calm_other: 'All {{count}} results of what is yours pass.',
    unsure:
      'Of {{total}} results of what is yours, {{unsure}} are unknown or stale.',
  },
});
