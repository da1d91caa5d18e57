import { EvidenceRecord } from '@cloudflare-backstage/cloudflare-evidence';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { Knex } from 'knex';
import { collected, logsOf } from '../__testUtils__/logsOf';
import { openTestDatabase } from '../__testUtils__/testDatabases';
import { Pseudonyms } from '../../redaction/Pseudonyms';
import { FLOOR } from '../../redaction/RedactionRules';
import { accountAudit } from './account-audit';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const now = '2026-10-20T12:00:00Z';
const day = { from: '2026-10-19T00:00:00Z', to: '2026-10-20T00:00:00Z' };

describe('evidence of the audit log', () => {
  let knex: Knex;
  let simulator: Simulator;
  beforeEach(async () => {
    knex = await openTestDatabase('SQLITE_3');
    simulator = await startSimulator({
      now: new Date(now),
      auditRows: 0,
      quota: 'off',
    });
    simulator.account.addAuditEvents(30, day);
  });
  afterEach(() => simulator.close());

  const make = async (variant?: 'personal', pseudonyms?: Pseudonyms) => {
    const { logs, account } = await logsOf({
      simulator,
      knex,
      now,
      pseudonyms,
    });
    return collected(accountAudit(logs), {
      account,
      variant,
      pseudonyms,
      ...day,
    });
  };

  it('masks what patterns match, also encoded in a path', async () => {
    simulator.account.addAuditEvent({
      at: '2026-10-19T13:00:00Z',
      action: 'update',
      description: 'for EMP-123456',
      product: 'workers',
      resourceType: 'script',
      resourceId: 'emp',
      path: '/workers/scripts/%45MP%2D123456/settings',
    });
    const { records } = await make(
      undefined,
      new Pseudonyms('k'.repeat(32), {
        ...FLOOR,
        patterns: [/EMP-\d{6}/gu],
      }),
    );
    expect(JSON.stringify(records)).toContain('"for ***"');
    expect(JSON.stringify(records)).toContain('/workers/scripts/***/settings');
    expect(JSON.stringify(records)).not.toContain('123456');
  });

  it('masks people, also in texts, and what keys are called', async () => {
    simulator.account.addAuditEvent({
      at: '2026-10-19T13:00:00.5Z',
      action: 'update',
      description: 'asked for by jo@acme.example',
      product: 'kv',
      resourceType: 'key',
      resourceId: 'jo@acme.example',
      path: '/storage/kv/namespaces/0f/values/jo%40acme.example?x=1',
      actorEmail: 'jo@acme.example',
    });
    simulator.account.addAuditEvent({
      at: '2026-10-19T13:00:01Z',
      action: 'update',
      description: 'allow 198.51.100.20 and 2001:db8:1:2::3',
      product: 'workers',
      resourceType: 'script',
      resourceId: 'eve%2540acme.example',
      path: '/workers/scripts/eve%25%340acme.example/198%2E51.100.20',
    });
    simulator.account.addAuditEvent({
      at: '2026-10-19T13:00:02Z',
      action: 'delete',
      product: 'r2',
      resourceType: 'bucket',
      resourceId: 'customers/eve-miller.pdf',
      path: '/r2/buckets/files/objects/customers/eve-miller.pdf',
    });
    simulator.account.addAuditEvent({
      at: '2026-10-19T13:00:03Z',
      action: 'create',
      product: 'workers',
      resourceType: 'durable_objects',
      resourceId: 'a%2Fb',
      path: '/workers/durable_objects/namespaces/a%2Fb',
    });
    const at = (time: string) => (record: EvidenceRecord) =>
      record.occurredAt === time;
    const isOurs = ({ occurredAt }: EvidenceRecord) =>
      occurredAt === '2026-10-19T13:00:00.5Z';
    const { records, removed } = await make();
    expect(records.find(isOurs)).toMatchObject({
      action: { type: 'update', description: 'asked for by ***@acme.example' },
      actor: {
        id: expect.stringMatching(/^s_/),
        email: expect.stringMatching(/^u_[0-9a-f]{12}@acme\.example$/),
        ipAddress: '198.51.100.0/24',
        tokenName: 'ci-deploy',
      },
      resource: { product: 'kv', type: 'key' },
      request: {
        path: expect.stringMatching(/\/storage\/kv\/namespaces\/0f\/values$/),
      },
    });
    expect(removed).toMatchObject({
      'request.name': 2,
      'resource.id': 3,
      'actor.email': records.length,
    });
    expect(records.find(at('2026-10-19T13:00:01Z'))).toMatchObject({
      action: { description: 'allow 198.51.100.0/24 and 2001:db8:1::/48' },
      resource: { id: '***@acme.example' },
      request: {
        path: '***@acme.example/198.51.100.0/24',
      },
    });
    expect(JSON.stringify(records)).not.toMatch(/\beve\b|miller/);
    // What needs no mask stays as it was.
    expect(records.find(at('2026-10-19T13:00:03Z'))).toMatchObject({
      resource: { id: 'a%2Fb' },
      request: { path: expect.stringContaining('/namespaces/a%2Fb') },
    });
    const personal = await make('personal');
    expect(personal.records.find(isOurs)).toMatchObject({
      actor: { email: 'jo@acme.example', ipAddress: '198.51.100.20' },
    });
    // Keys are nobody's personal data alone.
    expect(JSON.stringify(personal)).not.toMatch(/jo%40|eve-miller/);
    expect(personal.records.map(({ id }) => id)).toEqual(
      records.map(({ id }) => id),
    );
  });

  it('is incomplete when the log repeats itself', async () => {
    const next: Record<string, string> = { first: 'a', a: 'b', b: 'a' };
    const { logs, account } = await logsOf({ simulator, knex, now });
    const list = jest.fn(async (_, { cursor = 'first' }) => ({
      items: [],
      nextCursor: next[cursor],
    }));
    const { gaps } = await collected(accountAudit(logs), {
      account: {
        ...account,
        client: { ...account.client, auditLogs: { list } },
      },
      ...day,
    });
    expect(gaps).toEqual([expect.objectContaining({ reason: 'incomplete' })]);
    expect(list).toHaveBeenCalledTimes(3);
  });
});
