import { type Simulator, startSimulator } from '../Simulator';
import { everyFault } from './everyFault';

describe('all that can go wrong', () => {
  const faults = everyFault(100);
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.close());

  it('has a name each', () => {
    const names = faults.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has every type of fault', () => {
    const types = new Set(faults.map(({ fault }) => fault.type));
    expect([...types].sort()).toEqual([
      'challenge',
      'connection-reset',
      'cut-body',
      'duplicate-ids',
      'empty-page-with-cursor',
      'html',
      'huge',
      'ignores-page',
      'invalid-json',
      'lockout',
      'many-items',
      'rate-limited',
      'redirect',
      'reordered',
      'repeated-cursor',
      'shrinking',
      'slow-body',
      'slow-headers',
      'stalled-body',
      'status',
      'success-false',
      'truncated-json',
      'wrong-content-length',
      'wrong-total',
    ]);
  });

  it.each(faults)('can be ordered over HTTP: $name', async ({ fault }) => {
    const response = await fetch(`${simulator.controlUrl}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fault }),
    });
    expect(await response.json()).toEqual({ result: null });
  });
});
