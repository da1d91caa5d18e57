import { type Simulator, startSimulator } from '../Simulator';
import { ask } from '../__testUtils__/ask';
import type { Fault } from './Fault';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ workers: 40 });
});
afterEach(() => simulator.close());

const scripts = '/workers/scripts';

describe('faults of listings', () => {
  const workers = '/workers/workers?per_page=15';
  const devices = '/devices/physical-devices?per_page=20';
  const bodyOf = async (path: string) => (await ask(simulator, path)).body;
  const idsOf = (body: any) => body.result.map(({ id }: any) => id);

  it('empty-page-with-cursor', async () => {
    const whole = await bodyOf(devices);
    const fault: Fault = { type: 'empty-page-with-cursor' };
    simulator.injectFault({ times: 1, fault });
    const empty = await bodyOf(devices);
    expect(empty.result).toEqual([]);
    const { cursor } = empty.result_info;
    expect(cursor).not.toBe('');
    const next = await bodyOf(`${devices}&cursor=${cursor}`);
    expect(next.result).toEqual(whole.result);

    simulator.injectFault({ after: 1, times: 1, fault });
    const second = `${devices}&cursor=${whole.result_info.cursor}`;
    const real = await bodyOf(second);
    const between = await bodyOf(second);
    expect(between.result).toEqual([]);
    const rest = `${devices}&cursor=${between.result_info.cursor}`;
    expect((await bodyOf(rest)).result).toEqual(real.result);
  });

  it('repeated-cursor', async () => {
    simulator.injectFault({ fault: { type: 'repeated-cursor' } });
    const first = await bodyOf(devices);
    const { cursor } = first.result_info;
    expect(cursor).not.toBe('');
    expect(await bodyOf(`${devices}&cursor=${cursor}`)).toEqual(first);
  });

  it('ignores-page', async () => {
    simulator.injectFault({ fault: { type: 'ignores-page' } });
    const first = await bodyOf(workers);
    expect(await bodyOf(`${workers}&page=2`)).toEqual(first);
    expect(await bodyOf(`${workers}&page=99`)).toEqual(first);
  });

  it('shrinking', async () => {
    simulator.injectFault({ fault: { type: 'shrinking' } });
    const totals = [];
    for (const page of [1, 2, 3]) {
      const { result_info: info } = await bodyOf(`${workers}&page=${page}`);
      totals.push(info.total_count);
    }
    expect(totals).toEqual([40, 30, 20]);
  });

  it('starts anew with every reading of a list that shrinks', async () => {
    simulator.injectFault({ fault: { type: 'shrinking' } });
    for (const page of [2, 1, 2, 1]) {
      const { result_info: info } = await bodyOf(`${workers}&page=${page}`);
      expect([page, info.total_count]).toEqual([page, page === 1 ? 40 : 30]);
    }
    const first = await bodyOf(devices);
    const next = `${devices}&cursor=${first.result_info.cursor}`;
    const shrunk = await bodyOf(next);
    simulator.clearFaults();
    expect(shrunk.result.length).toBeLessThan(
      (await bodyOf(next)).result.length,
    );
  });

  it('reordered', async () => {
    const read = async () => {
      const pages = [1, 2, 3].map(page => bodyOf(`${workers}&page=${page}`));
      return (await Promise.all(pages)).flatMap(idsOf);
    };
    const before = await read();
    simulator.injectFault({ fault: { type: 'reordered' } });
    const meanwhile = await read();
    expect(meanwhile).toHaveLength(40);
    expect(meanwhile[15]).toBe(before[14]);
    const missed = before.filter(id => !meanwhile.includes(id));
    expect(missed).toEqual(before.slice(-2));
  });

  it('makes pages of a list that would come whole', async () => {
    const whole = await bodyOf(devices.replace('=20', '=100'));
    for (const type of ['reordered', 'repeated-cursor'] as const) {
      const undo = simulator.injectFault({ fault: { type } });
      const { result, result_info: info } = await bodyOf(
        devices.replace('=20', '=100'),
      );
      expect(result).toHaveLength(Math.ceil(whole.result.length / 3));
      expect(info.cursor).not.toBe('');
      undo();
    }
    simulator.injectFault({ fault: { type: 'shrinking' } });
    const { result, result_info: info } = await bodyOf(
      '/workers/workers?per_page=100',
    );
    expect(result).toHaveLength(14);
    expect(info).toMatchObject({ per_page: 14, total_count: 40 });
  });

  it('many-items', async () => {
    const fault: Fault = { type: 'many-items', count: 1_000 };
    const before = await bodyOf('/workers/workers?per_page=100');
    simulator.injectFault({ fault });
    const { result, result_info: info } = await bodyOf(
      '/workers/workers?per_page=100&page=10',
    );
    expect(info).toMatchObject({ total_count: 1_000, total_pages: 10 });
    const copied = before.result[959 % before.result_info.total_count];
    const name = `${copied.name}-copy-959`;
    expect(result.at(-1)).toMatchObject({ name });
    expect(result.at(-1).id).toMatch(/^[0-9a-f]{26}0003bf$/);
    expect(new Set(result.map(({ id }: any) => id)).size).toBe(100);
    const { result: buckets } = await bodyOf('/r2/buckets?per_page=1000');
    const names = buckets.buckets.map((bucket: any) => bucket.name);
    expect(new Set(names).size).toBe(1_000);
    // What holds no items stays as it is.
    expect((await ask(simulator, '/containers/applications')).status).toBe(200);
  });

  it('duplicate-ids', async () => {
    simulator.injectFault({ fault: { type: 'duplicate-ids' } });
    const ids = idsOf(await bodyOf(scripts));
    expect(ids).toHaveLength(41);
    expect(new Set(ids).size).toBe(40);
    const first = await bodyOf(workers);
    const last = await bodyOf(`${workers}&page=3`);
    expect(idsOf(last)).toContain(idsOf(first)[0]);
  });

  it('wrong-total', async () => {
    simulator.injectFault({ times: 1, fault: { type: 'wrong-total' } });
    expect((await bodyOf(workers)).result_info).toMatchObject({
      total_count: 47,
      total_pages: 4,
    });
    const fault: Fault = { type: 'wrong-total', by: -30 };
    simulator.injectFault({ fault });
    const { result, result_info: info } = await bodyOf(workers);
    expect(result).toHaveLength(15);
    expect(info).toMatchObject({ total_count: 10, total_pages: 1 });
  });

  it('reaches lists that are nested', async () => {
    simulator.account.deploy('acme-auth');
    simulator.injectFault({ fault: { type: 'duplicate-ids' } });
    const { result } = await bodyOf('/workers/scripts/acme-auth/deployments');
    const ids = result.deployments.map(({ id }: any) => id);
    expect(ids.at(-1)).toBe(ids[0]);
  });
});
