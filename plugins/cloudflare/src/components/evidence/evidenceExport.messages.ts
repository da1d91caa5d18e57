import { sectionTexts } from '../sectionTexts';

/** The words of the button that exports evidence of what is shown. */
export const evidenceExportTexts = sectionTexts('evidenceExport', {
  button: 'Evidence',
  label: 'Download evidence: {{what}}',
  ofDays: '{{what}}, {{from}} to {{to}} UTC',
  laterDays:
    'Later days are not final yet; the page Evidence creates snapshots of them, too.',
  cancel: 'Cancel',
  waiting: 'Waiting',
  collecting: 'Collecting: {{records}} records',
  downloading: 'Downloading',
  failed: 'No evidence of {{what}}',
});
