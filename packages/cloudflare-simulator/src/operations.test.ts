import { startSimulator } from './Simulator';
import { ask } from './__testUtils__/ask';
import { operationsByPart } from './operations';

describe('operations by part', () => {
  it('name each as faults and statistics do', async () => {
    const simulator = await startSimulator();
    simulator.injectFault({
      operation: 'GET /accounts/{account}/queues',
      fault: { type: 'html' },
    });
    await ask(simulator, '/queues');
    await ask(simulator, '/tags/resources');
    const { byOperation, byFault } = simulator.statistics();
    await simulator.close();
    const [ofQueues, ofTags] = Object.keys(byOperation);
    expect(operationsByPart.queues).toContain(ofQueues);
    expect(operationsByPart.tags).toContain(ofTags);
    expect(byFault).toEqual({ [`${ofQueues} html`]: 1 });
    const all = Object.values(operationsByPart).flat();
    expect(new Set(all).size).toBe(all.length);
  });
});
