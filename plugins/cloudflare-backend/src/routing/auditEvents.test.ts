import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { auditEvents, commonAuditMeta } from './auditEvents';

const page = readFileSync(
  resolve(__dirname, '../../../../docs/audit-log.md'),
  'utf8',
);

const namesIn = (text: string) =>
  [...text.matchAll(/`(?:meta\.)?(\w+)`/g)].map(match => match[1]);

describe('the documentation of the audit log', () => {
  const rows = page
    .split('\n')
    .filter(line => /^\| `[a-z-]+` +\| (low|medium) /.test(line))
    .map(line => line.split('|').map(cell => cell.trim()));

  it('tells of the events that there are, with their severity', () => {
    expect(rows.map(([, id, severity]) => [id.slice(1, -1), severity])).toEqual(
      Object.entries(auditEvents).map(([id, { severityLevel }]) => [
        id,
        severityLevel,
      ]),
    );
  });

  it('tells of all that they tell', () => {
    const events: [string, { meta: readonly string[] }][] =
      Object.entries(auditEvents);
    const missing = events.flatMap(([id, { meta }], i) =>
      meta
        .filter(name => !namesIn(rows[i][4]).includes(name))
        .map(name => [id, name]),
    );
    expect(missing).toEqual([]);
    const common = page
      .split('\n')
      .filter(line => line.startsWith('| `meta.'))
      .map(line => namesIn(line.split('|')[1])[0]);
    expect(common).toEqual(commonAuditMeta);
  });
});
