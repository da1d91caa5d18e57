import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  canonicalJson,
  compareRecords,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { Knex } from 'knex';
import { collected, logsOf } from '../__testUtils__/logsOf';
import { openTestDatabase } from '../__testUtils__/testDatabases';
import { EvidenceKindDefinition } from '../EvidenceKindDefinition';
import { accessAudit } from './access-audit';
import { accountAudit } from './account-audit';
import { r2LifecycleKind } from './r2-lifecycle';
import { tokenInventory } from './token-inventory';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const now = '2026-10-20T12:00:00Z';
const day = { from: '2026-10-19T00:00:00Z', to: '2026-10-20T00:00:00Z' };

const r2Kind = r2LifecycleKind({
  auth: mockServices.auth(),
  catalog: catalogServiceMock({ entities: [] }),
});

describe('kinds of evidence', () => {
  let knex: Knex;
  let simulator: Simulator;
  beforeEach(async () => {
    knex = await openTestDatabase('SQLITE_3');
    await knex('evidence_log_records').delete();
    await knex('evidence_log_coverage').delete();
    simulator = await startSimulator({
      now: new Date(now),
      auditRows: 0,
      quota: 'off',
    });
    simulator.account.addAccessEvents(30, day);
    simulator.account.addAuditEvents(30, day);
  });
  afterEach(() => simulator.close());

  const make = async (
    kindOf: (
      made: Awaited<ReturnType<typeof logsOf>>,
    ) => EvidenceKindDefinition,
    context: Partial<Parameters<typeof collected>[1]> = {},
  ) => {
    const made = await logsOf({ simulator, knex, now });
    const kind = kindOf(made);
    return collected(kind, {
      account: made.account,
      ...(kind.nature === 'log' && day),
      ...context,
    });
  };
  const all: [
    string,
    (made: Awaited<ReturnType<typeof logsOf>>) => EvidenceKindDefinition,
    string,
  ][] = [
    [
      'access-audit',
      ({ logs }) => accessAudit(logs),
      'Access: Audit Logs Read',
    ],
    [
      'account-audit',
      ({ logs }) => accountAudit(logs),
      'Account Settings Read',
    ],
    ['r2-lifecycle', () => r2Kind, 'Workers R2 Storage Read'],
    ['token-inventory', () => tokenInventory, 'Account API Tokens Read'],
  ];

  it.each(all)(
    '%s gives the same canonical records each time',
    async (_, kind) => {
      const first = await make(kind);
      expect(first.gaps).toEqual([]);
      expect(first.records.length).toBeGreaterThan(1);
      expect(first.records.toSorted(compareRecords)).toEqual(first.records);
      await knex('evidence_log_records').delete();
      await knex('evidence_log_coverage').delete();
      expect(canonicalJson(await make(kind))).toBe(canonicalJson(first));
    },
  );

  it.each(all)(
    '%s is partial when the token may not read it',
    async (...of) => {
      const [, kind, permission] = of;
      simulator.refusePermission(permission);
      const { gaps, records } = await make(kind);
      expect(records).toEqual([]);
      expect(gaps).toEqual([expect.objectContaining({ reason: 'forbidden' })]);
    },
  );

  it.each(all)('%s names no people and no secrets', async (_, kind) => {
    const told = JSON.stringify(await make(kind));
    // Domains are left, beside a pseudonym or a mask.
    expect(told.replace(/(u_[0-9a-f]{12}|\*\*\*)@/g, '')).not.toMatch(
      /[^"\s]@[a-z]/,
    );
    expect(told).not.toMatch(/\d+\.\d+\.\d+\.\d+"/);
    expect(told).not.toMatch(/CANARY|simulator-token|marker/i);
  });

  it('token-inventory holds what tokens may do, as sets', async () => {
    const { records } = await make(() => tokenInventory);
    expect(records.find(({ name }) => name === 'ci-deploy')).toMatchObject({
      status: 'active',
      policies: [
        {
          effect: 'allow',
          permissionGroups: ['Pages Write', 'Workers Scripts Write'],
        },
      ],
    });
    expect(JSON.stringify(records)).not.toContain('"value"');
  });

  it('lists every request in the record that it is given', async () => {
    const paths: string[] = [];
    await make(() => r2Kind, {
      reading: { record: ({ path }) => paths.push(path) },
    });
    expect(paths).toContain('/accounts/{account}/r2/buckets');
    expect(paths).toContain(
      '/accounts/{account}/r2/buckets/{bucket}/domains/managed',
    );
  });
});
