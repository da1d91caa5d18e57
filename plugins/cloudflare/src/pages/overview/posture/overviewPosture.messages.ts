import { sectionTexts } from '../../../components/sectionTexts';

/** The words of the part of the overview that is about posture. */
export const overviewPostureTexts = sectionTexts('overviewPosture', {
  title: 'Posture',
  what: 'posture',
  open: 'See all checks',
  all: 'All scorecards',
  coverage: {
    title: 'Linked Components',
    share:
      '{{linked}} of {{total}} production Components are linked to Cloudflare',
    none: 'There are no production Components to be linked.',
    notKnown: 'How many production Components are linked is not known.',
    expected: 'Expected: at least {{expected}}',
    excluded_one: '{{count}} more is marked as not on Cloudflare',
    excluded_other: '{{count}} more are marked as not on Cloudflare',
    unlinked: 'See those that are not linked',
    notEvaluated: 'Not evaluated yet',
  },
  worse: {
    title: 'Worse since yesterday',
    nothing: 'Nothing that you may see got worse in the last 24 hours.',
    noneBefore:
      'Nothing to compare with yet: there is no evaluation of a day before.',
    notKnown:
      'Whether something got worse is not known before the first evaluation.',
    more_one: 'and {{count}} more',
    more_other: 'and {{count}} more',
    change: 'was {{before}}',
  },
  watched: {
    title: 'Deployments and tokens',
    noFails: 'None fails.',
    notKnown: 'Not evaluated yet.',
    nothing: 'There is nothing that it is about.',
    undecided: 'None is known to fail; not all could be judged.',
    hidden: 'Nothing of it is visible to you.',
    more_one: 'and {{count}} more',
    more_other: 'and {{count}} more',
    all: 'See all',
  },
} as const);
