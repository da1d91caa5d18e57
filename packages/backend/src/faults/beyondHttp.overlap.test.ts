import fs from 'node:fs';
import {
  Installation,
  Knowledge,
  newFolder,
} from './__testUtils__/Installation';

jest.setTimeout(180_000);

describe('schedules that overlap', () => {
  const folder = newFolder();
  let all: Installation;
  let before: Knowledge;

  beforeAll(async () => {
    all = await Installation.start(folder);
    await all.cycle();
    await all.backend.tasks.run(/^cloudflare:/);
    await all.evaluate();
    before = await all.knowledge();
  });
  afterAll(async () => {
    await all?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const rows = (plugin: string, table: string) =>
    all.databases.of(plugin)(table).select();
  const newRows = async (
    plugin: string,
    table: string,
    work: () => Promise<unknown>,
  ) => {
    const { length } = await rows(plugin, table);
    await work();
    return (await rows(plugin, table)).length - length;
  };
  const twice = (task: RegExp) => () =>
    Promise.all([all.backend.tasks.run(task), all.backend.tasks.run(task)]);

  it('sync once', async () => {
    const { simulator } = all.backend;
    const tagged = 'GET /accounts/{account}/tags/resources';
    simulator.resetStatistics();
    await all.backend.sync();
    const once = simulator.statistics().byOperation;
    simulator.resetStatistics();
    expect(
      await newRows('catalog', 'cloudflare_sync_runs', twice(/:sync$/)),
    ).toBe(1);
    expect(Object.keys(once)).toContain(tagged);
    expect(simulator.statistics().byOperation[tagged]).toBe(once[tagged]);
    expect(all.logged.join('\n')).toContain('still runs: this run is left out');
  });

  it('evaluate once', async () => {
    expect(
      await newRows('cloudflare', 'posture_evaluations', twice(/:posture$/)),
    ).toBe(1);
    expect(all.logged.join('\n')).toContain('being evaluated by another');
  });

  it('seal once', async () => {
    all.backend.simulator.account.addWorker('sealed-once');
    await all.backend.sync();
    await all.settle();
    expect(
      await newRows('cloudflare', 'evidence_bundles', async () => {
        const order = () =>
          all.backend.call('/cloudflare/v1/evidence', {
            method: 'POST',
            body: { kind: 'inventory' },
          });
        const [one, other] = await Promise.all([
          order(),
          order(),
          twice(/:evidence:inventory$/)(),
          all.backend.tasks.run(/retention|housekeeping/),
        ]);
        expect([one.status, other.status]).toEqual([202, 202]);
        expect(other.body.data.id).toBe(one.body.data.id);
        await all.jobEnded(one.body.data.id);
      }),
    ).toBe(1);
  });

  it('leave one truth, all at once', async () => {
    all.backend.simulator.account.removeWorker('sealed-once');
    await twice(/^cloudflare:/)();
    expect(await all.brokenSince(before)).toEqual([]);
    expect(await all.notRestored(before)).toEqual([]);
  });
});
