/** The words of charts. */
export const chartMessages = {
  showTable: 'Show as table',
  hideTable: 'Hide table',
  tableLabel: 'Values of {{what}}',
  step: 'Time',
  notRead: 'Not read',
  inUnit: '{{what}} ({{unit}})',
  units: {
    bytes: 'bytes',
    milliseconds: 'ms',
    seconds: 's',
    ratio: 'share of 1',
  },
  notLoaded:
    'The chart could not be loaded. Reload the page; the values can be shown as a table.',
} as const;
