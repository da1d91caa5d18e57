import { RecordedRequest } from '@cloudflare-backstage/cloudflare-client';
import {
  compareRecords,
  EvidenceRecord,
} from '@cloudflare-backstage/cloudflare-evidence';
import { Knex } from 'knex';
import { databases, openTestDatabase } from '../__testUtils__/testDatabases';
import { within } from './intervals';
import { LogStore, StoredRecord } from './LogStore';

jest.setTimeout(60_000);

const LOG = 'account/access-audit/pseudonymous/key';
const OTHER = 'account/access-audit/personal/key';
const SECOND = Date.parse('2026-10-19T08:00:00Z');
const hour = { from: SECOND - 1_800_000, to: SECOND + 1_800_000 };

const stored = (id: string, occurredAt: string): StoredRecord => ({
  record: { id, occurredAt },
  removed: { actor: 1 },
});

const requested = (rayId: string, at: string): RecordedRequest => ({
  method: 'GET',
  path: '/accounts/{account}/logs/audit',
  query: { limit: '100' },
  at,
  status: 200,
  rayId,
});

describe.each(databases.eachSupportedId())('LogStore on %s', id => {
  let knex: Knex;
  let store: LogStore;
  beforeEach(async () => {
    knex = await openTestDatabase(id);
    await knex('evidence_log_records').delete();
    await knex('evidence_log_coverage').delete();
    await knex('evidence_log_requests').delete();
    store = new LogStore(knex);
  });

  const read = async (interval = hour) => {
    const { count, records } = await store.records(LOG, interval);
    const found: EvidenceRecord[] = [];
    for await (const { record } of records) {
      found.push(record);
    }
    expect(found).toHaveLength(count);
    return found;
  };

  it('answers the order of snapshots, also of many within a second', async () => {
    const times = ['.5', '', '.25', '.123456789', '.9'];
    const records = Array.from({ length: 1_300 }, (_, index) =>
      stored(
        `${index % 2 ? 'A' : 'a'}${(index * 7919) % 1_300}`,
        `2026-10-19T08:00:0${index % 2}${times[index % 5]}Z`,
      ),
    );
    await store.add(LOG, records);
    const found = await read();
    expect(found).toHaveLength(1_300);
    expect(found).toEqual(found.toSorted(compareRecords));
  });

  it('keeps to the window to the millisecond, and logs apart', async () => {
    await store.add(LOG, [
      stored('before', '2026-10-19T08:00:00.499Z'),
      stored('first', '2026-10-19T08:00:00.5Z'),
      stored('last', '2026-10-19T08:00:01Z'),
      stored('after', '2026-10-19T08:00:01.001Z'),
    ]);
    await store.add(OTHER, [stored('personal', '2026-10-19T08:00:00.5Z')]);
    const found = await read({ from: SECOND + 500, to: SECOND + 1001 });
    expect(found.map(record => record.id)).toEqual(['first', 'last']);
  });

  it('keeps a record once, as it was read last', async () => {
    await store.add(LOG, [stored('a', '2026-10-19T08:00:00Z')]);
    await store.add(LOG, [
      stored('a', '2026-10-19T08:00:05Z'),
      stored('a', '2026-10-19T08:00:09Z'),
    ]);
    expect(await read()).toEqual([
      { id: 'a', occurredAt: '2026-10-19T08:00:09Z' },
    ]);
  });

  it('does not lose what several readers cover at once', async () => {
    const parts = Array.from({ length: 6 }, (_, index) => ({
      from: index * 10,
      to: index * 10 + 10,
    }));
    await Promise.all(parts.map(part => store.cover(LOG, part, part.to)));
    expect(await store.coverage(LOG)).toEqual({
      covered: [{ from: 0, to: 60 }],
      readAt: 60,
    });
  });

  it('forgets for good, whatever is covered beside', async () => {
    const other = { from: hour.to + 1_000, to: hour.to + 2_000 };
    for (let turn = 0; turn < 20; turn++) {
      const log = `${LOG}/${turn}`;
      await store.cover(log, hour, 1);
      await Promise.all([store.remove(log, hour), store.cover(log, other, 2)]);
      expect((await store.coverage(log)).covered).toEqual([other]);
    }
  });

  it('answers records and what was read as they are at one moment', async () => {
    const second = { from: SECOND, to: SECOND + 1_000 };
    for (let turn = 0; turn < 20; turn++) {
      const log = `${LOG}/${turn}`;
      await store.add(log, [stored('a', '2026-10-19T08:00:00Z')]);
      await store.cover(log, hour, 1);
      const removed = store.remove(log, second);
      let left = 1;
      while (left > 0) {
        const { covered, count } = await store.records(log, second);
        expect(within(covered, second)).toHaveLength(count);
        left = count;
      }
      await removed;
    }
  });

  it('knows when a time was read last, also when there was nothing in it', async () => {
    expect(await store.lastStored(LOG, hour)).toBeUndefined();
    const at = '2026-10-19T09:00:00.250Z';
    await store.addRequests(LOG, hour, [requested('a', at)]);
    expect(await store.lastStored(LOG, hour)).toBe(Date.parse(at));
    await store.add(LOG, [stored('a', '2026-10-19T08:00:00Z')]);
    const later = Date.parse(at) + 1;
    await knex('evidence_log_records').update({ stored_at: later });
    expect(await store.lastStored(LOG, hour)).toBe(later);
    expect(await store.lastStored(OTHER, hour)).toBeUndefined();
  });

  it('answers requests of a time in the order of their answers, and logs apart', async () => {
    const next = { from: hour.to, to: hour.to + 1_000 };
    const second = [
      requested('c', '2026-10-19T09:00:00.250Z'),
      requested('d', '2026-10-19T09:00:00.250Z'),
    ];
    const first = [
      requested('b', '2026-10-19T08:59:59.900Z'),
      requested('a', '2026-10-19T09:00:00.000Z'),
    ];
    await store.addRequests(LOG, next, second);
    await store.addRequests(LOG, hour, first);
    await store.addRequests(OTHER, hour, [requested('e', first[0].at)]);
    await store.addRequests(LOG, hour, []);
    expect(await store.requests(LOG, hour)).toEqual(first);
    expect(
      await store.requests(LOG, { from: hour.to - 1, to: hour.to + 1 }),
    ).toEqual([...first, ...second]);
    expect(
      await store.requests(LOG, { from: next.to, to: next.to + 1 }),
    ).toEqual([]);
  });

  it('keeps the requests of many pages', async () => {
    const pages = Array.from({ length: 10_000 }, (_, index) =>
      requested(`ray-${index}`, new Date(SECOND + index).toISOString()),
    );
    await store.addRequests(LOG, hour, pages);
    expect(await store.requests(LOG, hour)).toEqual(pages);
  });

  it('forgets requests with the whole time that they were for', async () => {
    await store.addRequests(LOG, hour, [
      requested('a', '2026-10-19T09:00:00.000Z'),
    ]);
    await store.remove(LOG, { from: hour.from, to: hour.to - 1 });
    expect(await store.requests(LOG, hour)).toHaveLength(1);
    // Found by them alone, what is left can be forgotten.
    expect(await store.logs('account/')).toEqual([
      { log: LOG, interval: hour },
    ]);
    await store.remove(LOG, hour);
    expect(await store.requests(LOG, hour)).toEqual([]);
    expect(await store.logs('account/')).toEqual([]);
  });

  it('forgets a time of one log, and what it holds', async () => {
    await store.add(LOG, [
      stored('a', '2026-10-19T07:59:59.999Z'),
      stored('b', '2026-10-19T08:00:00Z'),
    ]);
    await store.cover(LOG, hour, 1);
    await store.cover(OTHER, hour, 1);
    await store.remove(LOG, { from: SECOND, to: SECOND + 1_000 });
    expect((await read()).map(record => record.id)).toEqual(['a']);
    expect((await store.coverage(LOG)).covered).toEqual([
      { from: hour.from, to: SECOND },
      { from: SECOND + 1_000, to: hour.to },
    ]);
    expect((await store.coverage(OTHER)).covered).toEqual([hour]);
    expect(await store.logs('account/')).toEqual(
      expect.arrayContaining([
        { log: LOG, interval: hour },
        { log: OTHER, interval: hour },
      ]),
    );
    expect(await store.logs('another/')).toEqual([]);
  });
});
