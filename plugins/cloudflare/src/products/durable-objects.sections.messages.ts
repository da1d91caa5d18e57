import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of Durable Objects. */
export const durableObjectsTexts = sectionTexts('durableObjects', {
  metrics: {
    title: 'Objects of the last 24 hours',
    requests: 'Requests',
    errors: 'Errors',
    errorShare: '{{errors}} ({{share}} of the requests)',
    noData: 'No data from Cloudflare',
    stored: 'Stored',
    storedOn: '{{size}} on {{day}} (UTC)',
    accountOnly: 'Told for the account only',
    accountSize: 'All key-value classes of the account: {{size}}',
    objects: 'Objects',
    notCounted: 'Cloudflare has no count of them',
    alarms: 'Alarms',
    noMetric: 'Cloudflare has no metric of them',
    name: 'Class name',
    ambiguous: 'Other Workers have a class of this name, too',
    invocations: 'Requests and errors',
    connections: 'Open WebSockets',
    connectionsAtMost: 'At most',
    messages: 'WebSocket messages',
    received: 'Received',
    sent: 'Sent',
    activeTime: 'Active time',
    rows: 'Rows in SQLite',
    units: 'Units of key-value storage',
    read: 'Read',
    written: 'Written',
  },
});
