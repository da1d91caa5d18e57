import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  databases,
  openTestDatabase,
} from '../evidence/__testUtils__/testDatabases';
import { RetentionDays } from './RetentionDays';

const MS_PER_DAY = 86_400_000;
const begin = Date.parse('2026-03-01T12:00:00Z');

function onDay(day: number): Date {
  return new Date(begin + day * MS_PER_DAY);
}

describe.each(databases.eachSupportedId())('kept days in %s', databaseId => {
  async function start(days: number) {
    const knex = await openTestDatabase(databaseId);
    const retention = new RetentionDays(knex);
    for (let day = 0; day <= days; day++) {
      await retention.keptFrom(onDay(day), 7);
    }
    const keptFrom = async (day: number) =>
      (await retention.keptFrom(onDay(day), 7))?.toISOString().slice(0, 10);
    return { keptFrom };
  }

  it('are all, before there were as many', async () => {
    const { keptFrom } = await start(7);
    expect(await keptFrom(7)).toBeUndefined();
    expect(await keptFrom(8)).toBe('2026-03-01');
  });

  it('move with the days', async () => {
    const { keptFrom } = await start(20);
    expect(await keptFrom(20)).toBe('2026-03-13');
    expect(await keptFrom(20)).toBe('2026-03-13');
    expect(await keptFrom(21)).toBe('2026-03-14');
  });

  it('do not move by a clock that is wrong, nor after it', async () => {
    const { keptFrom } = await start(20);
    // The seventh day before the real one is kept whole.
    expect(await keptFrom(20 + 365)).toBe('2026-03-14');
    expect(await keptFrom(19)).toBe('2026-03-12');
    expect(await keptFrom(20 - 365)).toBeUndefined();
    expect(await keptFrom(20)).toBe('2026-03-13');
    expect(await keptFrom(21)).toBe('2026-03-14');
  });

  it('move by as many days as a wrong clock is followed', async () => {
    const { keptFrom } = await start(20);
    await keptFrom(20 + 365);
    expect(await keptFrom(21 + 365)).toBe('2026-03-15');
  });

  it('begin with the days of which a database tells already', async () => {
    const knex = await openTestDatabase(databaseId);
    const migration = {
      directory: resolvePackagePath(
        '@cloudflare-backstage/plugin-cloudflare-backend',
        'migrations',
      ),
      name: '20261122200000_retention_days.js',
    };
    await knex.migrate.down(migration);
    const evaluation = {
      started_at: '2026-03-02T12:00:00.000Z',
      entities: 0,
      results: 0,
      requests: 0,
      problems: '[]',
    };
    await knex('posture_evaluations').insert([
      ...['2026-03-02', '2026-03-02', '2026-03-03'].map(day => ({
        ...evaluation,
        outcome: 'finished',
        day,
      })),
      { ...evaluation, outcome: 'failed' },
    ]);
    const bundle = {
      stream: 's',
      account_id: 'a',
      kind: 'inventory',
      subject_type: 'account',
      variant: 'pseudonymous',
      touched_at: '2026-03-01T12:00:00.000Z',
    };
    await knex('evidence_bundles').insert([
      { ...bundle, id: 'sealed', collected_at: '2026-03-01T12:00:00.000Z' },
      { ...bundle, id: 'draft' },
    ]);
    await knex.migrate.up(migration);
    expect(await knex('retention_days').orderBy('day').pluck('day')).toEqual([
      '2026-03-01',
      '2026-03-02',
      '2026-03-03',
    ]);
  });
});
