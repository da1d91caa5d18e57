import { sectionTexts } from '../../components/sectionTexts';

/** The words of the view of the acceptance. */
export const acceptanceTexts = sectionTexts('acceptance', {
  title: 'Acceptance',
  note: 'Computed from live data, each time it is read.',
  states: {
    met: 'Met',
    missed: 'Missed',
    unknown: 'Not known',
    'not-applicable': 'Not applicable',
  },
  summary: '{{met}} of {{total}} criteria are met.',
  emptyTitle: 'No criteria',
  empty: 'The backend named none.',
});
