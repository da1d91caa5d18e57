import fs from 'node:fs';
import {
  Installation,
  Knowledge,
  newFolder,
} from './__testUtils__/Installation';

jest.setTimeout(180_000);

const DAY_MS = 86_400_000;
/** All but dates go on as they are. */
const doNotFake = [
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const;
const ALL = /^cloudflare:/;
/** Of the backend's own tables: what would be gone for good. */
const HISTORY = {
  posture_evaluations: ['id'],
  posture_anchors: ['day', 'entity_ref'],
  posture_changes: ['evaluation', 'entity_ref'],
  evidence_streams: ['stream'],
  evidence_bundles: ['id'],
  evidence_chunks: ['bundle', 'file', 'part'],
  evidence_log_records: ['log', 'id'],
};

describe('a clock that jumps', () => {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS / 2;
  /** Of Cloudflare, whose clock is right. */
  let time = today;
  const folder = newFolder();
  let all: Installation;
  let before: Knowledge;
  let history: Set<string>;

  const rows = async () => {
    const keys = new Set<string>();
    for (const [table, columns] of Object.entries(HISTORY)) {
      const found = await all.databases.of('cloudflare')(table).select(columns);
      found.forEach(row => keys.add(`${table} ${Object.values(row)}`));
    }
    return keys;
  };
  const bundles = async () =>
    [...(await rows())].filter(key => key.startsWith('evidence_bundles'));
  const lostRows = async () => {
    const now = await rows();
    return [...history].filter(key => !now.has(key));
  };
  const broken = () => all.brokenSince(before);
  /** Sets the clock of the backend, in days from today. */
  const setClock = (days: number) =>
    jest.setSystemTime(today + Math.round(days * DAY_MS));
  const setTime = (days: number) => {
    setClock(days);
    time = Date.now();
  };

  beforeAll(async () => {
    jest.useFakeTimers({ now: today - 40 * DAY_MS, doNotFake: [...doNotFake] });
    all = await Installation.start(folder, {
      simulator: { clock: () => new Date(time) },
      config: {
        cloudflare: {
          evidence: { retention: { days: 365 } },
          scorecards: { historyDays: 31 },
        },
      },
    });
    for (const day of [-40, -20, -0.1, 0]) {
      setTime(day);
      all.backend.simulator.account.addWorker(`of-day${day}`);
      await all.cycle();
    }
    await all.backend.tasks.run(ALL);
    await all.evaluate();
    before = await all.knowledge();
    history = await rows();
  });
  afterAll(async () => {
    await all?.stop();
    jest.useRealTimers();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('begins with something to lose', () => {
    expect(before.entities.size).toBeGreaterThan(50);
    expect([...before.chains.bundles.values()].map(ids => ids.length)).toEqual(
      expect.arrayContaining([4]),
    );
    expect(before.chains.broken).toEqual([]);
    const states = [...before.posture.values()].map(({ state }) => state);
    expect(states).toEqual(expect.arrayContaining(['pass', 'fail']));
    for (const table of Object.keys(HISTORY)) {
      expect([...history].join('\n')).toContain(table);
    }
  });

  it.each([
    ['a year ahead', 365],
    ['a day back', -1],
  ])(
    'by %s makes nothing old that is kept, nothing green, and no evidence',
    async (_, days) => {
      const sealed = await bundles();
      setClock(days + 0.01);
      // What was read until now tells nothing of then.
      await all.evaluate();
      expect(await broken()).toEqual([]);
      await all.backend.tasks.run(ALL);
      expect(await broken()).toEqual([]);
      expect(await lostRows()).toEqual([]);
      expect(await bundles()).toEqual(sealed);

      setTime(0.02);
      await all.evaluate();
      expect(await broken()).toEqual([]);
      setTime(0.03);
      expect(await all.notRestored(before)).toEqual([]);
      await all.backend.tasks.run(/retention|housekeeping/);
      expect(await lostRows()).toEqual([]);
    },
  );

  it('leaves the past as it was', async () => {
    const past = await all.backend.call(
      `/cloudflare/v1/posture?at=${new Date(
        today - 19 * DAY_MS,
      ).toISOString()}`,
    );
    expect(past.status).toBe(200);
  });
});
