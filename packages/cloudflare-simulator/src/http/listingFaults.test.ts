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
