import { type Simulator, startSimulator } from '../Simulator';
import { ask } from '../__testUtils__/ask';
import type { Fault } from './Fault';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ workers: 40 });
});
afterEach(() => simulator.close());

const scripts = '/workers/scripts';
const operation = 'GET /accounts/{account}/workers/scripts';

describe('which requests a fault befalls', () => {
  const statuses = async (count: number, path = scripts) => {
    const all = [];
    for (let index = 0; index < count; index++) {
      all.push((await ask(simulator, path)).status);
    }
    return all;
  };
  const fault: Fault = { type: 'status', status: 503 };

  it('lets some through, then befalls some', async () => {
    simulator.injectFault({ operation, after: 2, times: 2, fault });
    expect(await statuses(6)).toEqual([200, 200, 503, 503, 200, 200]);
  });

  it('goes on until it is undone or cleared', async () => {
    const undo = simulator.injectFault({ fault });
    expect(await statuses(2)).toEqual([503, 503]);
    undo();
    expect(await statuses(1)).toEqual([200]);
    simulator.injectFault({ fault });
    simulator.clearFaults();
    expect(await statuses(1)).toEqual([200]);
  });

  it('names operations by template, by path and by expression', async () => {
    const path = '/workers/scripts/acme-api/deployments';
    const real = `GET /accounts/${simulator.accountId}${path}`;
    for (const name of [
      'GET /accounts/{account}/workers/scripts/{script}/deployments',
      real,
      /scripts\/acme-api\/deployments$/,
      /deployments\?page=2$/,
    ]) {
      const undo = simulator.injectFault({ operation: name, fault });
      expect(await statuses(1, `${path}?page=2`)).toEqual([503]);
      expect(await statuses(1)).toEqual([200]);
      undo();
    }
  });

  it('refuses a name that can be no operation', () => {
    expect(() =>
      simulator.injectFault({ operation: '/workers/scripts', fault }),
    ).toThrow("No operation is called '/workers/scripts'");
  });

  it('takes the oldest of several', async () => {
    simulator.injectFault({ operation, times: 1, fault });
    simulator.injectFault({
      operation,
      fault: { type: 'status', status: 500 },
    });
    expect(await statuses(2)).toEqual([503, 500]);
  });
});
