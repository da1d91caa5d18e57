import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maskedText } from '../../redaction/maskedText';
import { backlogCheck } from '../__testUtils__/storedPosture';
import { parseExemptions, readExemptions } from './readExemptions';

const whole = {
  id: 'orders-backlog',
  check: backlogCheck.id,
  entity: 'resource:default/cf-queue-orders',
  reason: 'It is emptied by hand',
  requestedBy: 'user:default/jane',
  approvedBy: 'group:default/security',
  approvedAt: '2026-01-01T00:00:00Z',
  expiresAt: '2026-06-30T00:00:00Z',
  ticketUrl: 'https://tickets.example.com/OPS-1',
  status: 'approved',
};

function parse(...entries: object[]) {
  // JSON is YAML, too.
  const text = JSON.stringify({ exemptions: entries });
  return parseExemptions('exemptions.yaml', text, [backlogCheck]);
}

async function writtenFile(text: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'exemptions-')), 'e.yaml');
  await writeFile(file, text);
  return file;
}

describe('readExemptions', () => {
  it('reads what is reviewed', async () => {
    const file = await writtenFile(
      `# Reviewed.
exemptions:
  - id: orders-backlog
    check: test.backlog
    filter:
      subject: queues
      name: orders-*
    reason: >-
      It is emptied
      by hand
    requestedBy: user:jane
    expiresAt: '2026-06-30T02:00:00+02:00'
    status: pending
`,
    );
    const { entries } = await readExemptions(file, maskedText, [backlogCheck]);
    expect(entries).toEqual([
      {
        id: 'orders-backlog',
        checkId: 'test.backlog',
        filter: { subject: 'queues', name: 'orders-*' },
        reason: 'It is emptied by hand',
        requestedBy: 'user:default/jane',
        expiresAt: '2026-06-30T00:00:00.000Z',
        status: 'pending',
      },
    ]);
  });

  it('needs no file', async () => {
    expect((await readExemptions(undefined, maskedText)).entries).toEqual([]);
  });

  it('tells that there is no file', async () => {
    await expect(readExemptions('/nowhere/e.yaml', maskedText)).rejects.toThrow(
      /exemptionsFile.*\/nowhere\/e\.yaml.*ENOENT/,
    );
  });

  it('takes a whole entry', () => {
    const { check, entity, ...rest } = whole;
    expect(parse(whole)).toEqual([
      {
        ...rest,
        checkId: check,
        entityRef: entity,
        approvedAt: '2026-01-01T00:00:00.000Z',
        expiresAt: '2026-06-30T00:00:00.000Z',
      },
    ]);
  });

  it('masks what reasons tell of people', async () => {
    const reason = 'As jane.doe@example.com says, from 203.0.113.77';
    const file = await writtenFile(
      JSON.stringify({ exemptions: [{ ...whole, reason }] }),
    );
    const { entries } = await readExemptions(file, maskedText, [backlogCheck]);
    expect(entries[0].reason).toBe(
      'As ***@example.com says, from 203.0.113.0/24',
    );
  });

  it.each<[string, object, RegExp]>([
    ['an unknown check', { check: 'test.other' }, /no check with this id/],
    ['an unknown key', { expires: '2026-06-30' }, /expires/],
    ['no entity and no filter', { entity: undefined }, /either 'entity' or/],
    [
      'an entity and a filter',
      { filter: { subject: 'queues' } },
      /either 'entity' or 'filter'/,
    ],
    [
      'an empty filter',
      { entity: undefined, filter: {} },
      /at least one of subject/,
    ],
    [
      'a subject that the check is not about',
      { entity: undefined, filter: { subject: 'kv' } },
      /not about 'kv', but about queues/,
    ],
    ['an entity without a kind', { entity: 'cf-queue-a' }, /'entity': .*kind/],
    ['no reason', { reason: ' ' }, /'reason': .*not empty/],
    ['an e-mail address', { requestedBy: 'jane@example.com' }, /no e-mail/],
    [
      'an e-mail address in a ref',
      { requestedBy: 'user:default/jane@example.com' },
      /no e-mail/,
    ],
    [
      'who is no person',
      { requestedBy: 'component:default/a' },
      /user or a group/,
    ],
    [
      'who approves for themselves',
      { approvedBy: 'user:jane' },
      /someone else than who requested/,
    ],
    ['no approver', { approvedBy: undefined }, /'approvedBy' and 'approvedAt'/],
    ['no approval', { approvedAt: undefined }, /'approvedBy' and 'approvedAt'/],
    [
      'an approval of what is denied',
      { status: 'denied' },
      /says that it is not approved/,
    ],
    ['no end', { expiresAt: undefined }, /'expiresAt': .*time with a zone/],
    ['an end without a zone', { expiresAt: '2026-06-30' }, /with a zone/],
    [
      'an end after more than 180 days',
      { expiresAt: '2026-06-30T00:00:01Z' },
      /at most 180 days later/,
    ],
    [
      'an end before its begin',
      { expiresAt: '2025-12-31T00:00:00Z' },
      /after 'approvedAt'/,
    ],
    [
      'a ticket that is not https',
      { ticketUrl: 'http://tickets.example.com' },
      /https URL/,
    ],
    [
      'a ticket with a password',
      { ticketUrl: 'https://a:b@tickets.example.com' },
      /https URL/,
    ],
    ['a status of its own', { status: 'expired' }, /pending, approved, denied/],
  ])('refuses an entry with %s', (_, changed, reason) => {
    expect(() => parse({ ...whole, ...changed })).toThrow(reason);
    expect(() => parse({ ...whole, ...changed })).toThrow(
      /exemptions\.yaml: entry 1 \('orders-backlog'\)/,
    );
  });

  it('refuses an id that is there twice', () => {
    expect(() => parse(whole, whole)).toThrow(
      /entry 2: there is another one with the id 'orders-backlog'/,
    );
  });

  it.each([
    ['exemptions: [', /not valid YAML/],
    ['exemptions: []\nexemptions: []', /not valid YAML/],
    ['', /one key, 'exemptions'/],
    ['exemptions: {}', /one key, 'exemptions'/],
    ['exemptions: []\nother: 1', /one key, 'exemptions'/],
    ['- id: a', /one key, 'exemptions'/],
  ])('refuses the file %j', (text, reason) => {
    expect(() => parseExemptions('e.yaml', text)).toThrow(reason);
  });
});
