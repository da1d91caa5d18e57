import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { Knex } from 'knex';
import { collected, logsOf } from '../__testUtils__/logsOf';
import { databases, openTestDatabase } from '../__testUtils__/testDatabases';
import { accessAudit, accessLog } from '../kinds/access-audit';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const now = '2026-10-20T12:00:00Z';
const day = { from: '2026-10-19T00:00:00Z', to: '2026-10-20T00:00:00Z' };
const TABLES = [
  'evidence_log_records',
  'evidence_log_coverage',
  'evidence_log_requests',
];

describe.each(databases.eachSupportedId())('people in clear on %s', id => {
  let knex: Knex;
  let simulator: Simulator;
  beforeEach(async () => {
    knex = await openTestDatabase(id);
    for (const table of TABLES) {
      await knex(table).delete();
    }
    simulator = await startSimulator({
      now: new Date(now),
      auditRows: 0,
      quota: 'off',
    });
    simulator.account.addAccessEvents(240, day);
    // Read as well, for what comes late.
    simulator.account.addAccessRequest({ at: '2026-10-20T00:05:00Z' });
  });
  afterEach(() => simulator.close());

  async function makings() {
    const { logs, account } = await logsOf({ simulator, knex, now });
    const order = { account, variant: 'personal', ...day } as const;
    /** Evidence of the day, of which the reading waits for something else. */
    const make = (between = async () => {}) =>
      collected(
        {
          ...accessAudit(logs),
          collect: context =>
            logs.collect(
              {
                ...accessLog,
                async *pages(...asked) {
                  for await (const page of accessLog.pages(...asked)) {
                    yield page;
                    await between();
                  }
                },
              },
              context,
            ),
        },
        order,
      );
    return { make };
  }

  it('are those of the whole day, whatever other makings forget', async () => {
    const { make } = await makings();
    const others: Awaited<ReturnType<typeof make>>[] = [];
    const made = await make(async () => {
      others.push(await make());
    });
    expect(others.length).toBeGreaterThan(1);
    for (const { records, gaps } of [made, ...others]) {
      expect(records).toHaveLength(240);
      expect(gaps).toEqual([]);
    }
  });

  it('are forgotten with the making, also those beside the window', async () => {
    const { make } = await makings();
    await make(async () => {
      expect(await knex('evidence_log_records')).not.toEqual([]);
    });
    for (const table of TABLES) {
      expect(await knex(table)).toEqual([]);
    }
  });

  it('are forgotten when their sealing ends early', async () => {
    const { logs, account } = await logsOf({ simulator, knex, now });
    const kind = accessAudit(logs);
    const failing = collected(
      {
        ...kind,
        async collect(context) {
          const made = await kind.collect(context);
          return {
            ...made,
            records: (async function* interrupted() {
              for await (const record of made.records) {
                yield record;
                throw new Error('the database is gone');
              }
            })(),
          };
        },
      },
      { account, variant: 'personal', ...day },
    );
    await expect(failing).rejects.toThrow('the database is gone');
    for (const table of TABLES) {
      expect(await knex(table)).toEqual([]);
    }
  });
});
