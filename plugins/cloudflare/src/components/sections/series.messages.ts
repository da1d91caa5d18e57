import { sectionTexts } from '../sectionTexts';

/** The words of sections of charts. */
export const seriesTexts = sectionTexts('series', {
  amount: '{{name}}: {{total}} in all, at most {{most}} in {{step}}.',
  knownAmount:
    '{{name}}: at least {{total}} in all, as far as known at most {{most}} in {{step}}.',
  level: '{{name}}: between {{least}} and {{most}}, last {{last}}.',
  notKnown: '{{name}}: not known.',
  gaps_one: '{{count}} stretch of {{step}} has no figure.',
  gaps_other: '{{count}} stretches of {{step}} have no figure.',
});
