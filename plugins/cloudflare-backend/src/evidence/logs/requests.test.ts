import { RecordedRequest } from '@cloudflare-backstage/cloudflare-client';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { EvidenceKind } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Knex } from 'knex';
import { collected, logsOf, testPseudonyms } from '../__testUtils__/logsOf';
import { databases, openTestDatabase } from '../__testUtils__/testDatabases';
import { EvidenceDrafts } from '../EvidenceDrafts';
import { EvidenceKindDefinition } from '../EvidenceKindDefinition';
import { EvidenceMaker } from '../EvidenceMaker';
import { EvidenceStore } from '../EvidenceStore';
import { accessAudit, accessLog } from '../kinds/access-audit';
import { Interval, intervalOf, windowOf } from './intervals';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const now = '2026-10-20T12:00:00Z';
const day = { from: '2026-10-19T00:00:00Z', to: '2026-10-20T00:00:00Z' };
const LOG = 'GET /accounts/{account}/access/logs/access_requests';

type Kept = Awaited<ReturnType<typeof logsOf>>;

async function capture(
  { logs, account }: Kept,
  intervals: Interval[] = [intervalOf(day)],
): Promise<void> {
  await logs.capture({
    account,
    source: accessLog,
    intervals,
    variants: logs.variants,
    reading: {},
  });
}

/** The requests that evidence of a day lists. */
async function listed(
  { logs, account }: Kept,
  variant?: 'pseudonymous' | 'personal',
): Promise<RecordedRequest[]> {
  const told: RecordedRequest[] = [];
  const reading = {
    record: (request: RecordedRequest) => told.push(request),
  };
  const kind = accessAudit(logs);
  await collected(kind, { account, variant, reading, ...day });
  return told;
}

describe.each(databases.eachSupportedId())('requests for logs in %s', id => {
  let knex: Knex;
  let simulator: Simulator;
  beforeEach(async () => {
    knex = await openTestDatabase(id);
    for (const table of ['records', 'coverage', 'requests']) {
      await knex(`evidence_log_${table}`).delete();
    }
    simulator = await startSimulator({
      now: new Date(now),
      auditRows: 0,
      quota: 'off',
    });
  });
  afterEach(() => simulator.close());

  const requests = () => simulator.statistics().byOperation[LOG] ?? 0;

  it('are in evidence that is sealed later', async () => {
    simulator.account.addAccessEvents(450, day);
    const kept = await logsOf({ simulator, knex, now });
    await capture(kept);
    const read = requests();
    const store = new EvidenceStore(knex);
    const kinds = { 'access-audit': accessAudit(kept.logs) };
    const maker = new EvidenceMaker({
      store,
      drafts: new EvidenceDrafts(knex),
      kinds: kinds as Record<EvidenceKind, EvidenceKindDefinition>,
      pseudonyms: testPseudonyms,
      collector: { name: 'test', version: '1' },
    });
    const bundle = await maker.make(
      {
        account: kept.account,
        kind: 'access-audit',
        subject: { type: 'account' },
        variant: 'pseudonymous',
        window: windowOf(intervalOf(day)),
      },
      { signal: new AbortController().signal },
    );
    expect(bundle).toMatchObject({ state: 'complete', records: 450 });
    expect(requests()).toBe(read);
    const pieces: Uint8Array[] = [];
    for await (const piece of store.content(bundle.id, 'requests.json')) {
      pieces.push(piece);
    }
    const told: RecordedRequest[] = JSON.parse(
      Buffer.concat(pieces).toString(),
    );
    expect(told).toEqual(
      Array.from({ length: read }, (_, index) => ({
        method: 'GET',
        path: '/accounts/{account}/access/logs/access_requests',
        query: expect.objectContaining({ page: String(index + 1) }),
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        status: 200,
        page: index + 1,
        items: expect.any(Number),
        rayId: expect.any(String),
      })),
    );
    expect(told.reduce((sum, { items }) => sum + items!, 0)).toBe(450);
  });

  it('are told once, those of readings that failed as well', async () => {
    simulator.account.addAccessEvents(450, day);
    const kept = await logsOf({ simulator, knex, now });
    simulator.injectFault({
      operation: LOG,
      after: 1,
      fault: { type: 'status', status: 503 },
    });
    const failed = await listed(kept);
    expect(failed.map(({ status }) => status)).toEqual([200, 503]);
    simulator.clearFaults();
    const told = await listed(kept);
    expect(told.slice(0, 2)).toEqual(failed);
    expect(told.slice(2).map(({ page }) => page)).toEqual(
      told.slice(2).map((_, index) => index + 1),
    );
    expect(new Set(told.map(({ rayId }) => rayId)).size).toBe(told.length);
    expect(await listed(kept)).toEqual(told);
  });

  it('for what lies beside are told, since they took what came late', async () => {
    const kept = await logsOf({ simulator, knex, now });
    const parts = ['2026-10-17', '2026-10-18', '2026-10-19', '2026-10-20'];
    await capture(
      kept,
      parts.map(part =>
        intervalOf({ from: `${part}T00:00:00Z`, to: `${part}T06:00:00Z` }),
      ),
    );
    const until = (await listed(kept)).map(({ query }) => query.until);
    expect(until).toEqual([
      expect.stringContaining('2026-10-19T06:10'),
      expect.stringContaining('2026-10-20T06:10'),
      expect.stringContaining('2026-10-20T00:10'),
    ]);
  });

  it('are told of their own variant alone', async () => {
    simulator.account.addAccessEvents(24, day);
    const kept = await logsOf({ simulator, knex, now });
    const pseudonymous = await listed(kept);
    const personal = await listed(kept, 'personal');
    const rays = (told: RecordedRequest[]) => told.map(({ rayId }) => rayId);
    expect(rays(personal)).toHaveLength(1);
    expect(rays(pseudonymous)).not.toContain(personal[0].rayId);
    // What was kept for the sealing alone is gone with it.
    const logs: string[] = await knex('evidence_log_requests').pluck('log');
    expect(logs.join()).not.toContain('/personal/');
    expect(await listed(kept)).toEqual(pseudonymous);
  });
});
