import { parseList } from 'structured-headers';
import { type Simulator, startSimulator } from '../Simulator';
import { ask } from '../__testUtils__/ask';

let simulator: Simulator;
afterEach(() => simulator.close());

const parameters = (header: string | null) => {
  const [[name, values]] = parseList(header ?? '');
  return { name, ...Object.fromEntries(values) };
};

describe('the rate limit', () => {
  it('is announced as structured fields', async () => {
    simulator = await startSimulator();
    await ask(simulator, '/workers/domains');
    const { headers } = await ask(simulator, '/workers/domains');
    expect(parameters(headers.get('ratelimit-policy'))).toEqual({
      name: 'default',
      q: 1200,
      w: 300,
    });
    const state = parameters(headers.get('ratelimit')) as any;
    expect(state).toMatchObject({ name: 'default', r: 1198 });
    expect(state.t).toBeGreaterThan(290);
    expect(state.t).toBeLessThanOrEqual(300);
    expect(headers.get('retry-after')).toBeNull();
    expect(headers.get('ratelimit-remaining')).toBeNull();
  });

  it('locks a token out after one request too many', async () => {
    simulator = await startSimulator({
      quota: { requests: 3, windowSeconds: 60, lockoutSeconds: 120 },
      tokens: { mine: {}, other: {} },
    });
    const statuses = [];
    for (let index = 0; index < 5; index++) {
      statuses.push((await ask(simulator, '/workers/domains')).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const { body, headers } = await ask(simulator, '/pages/projects');
    expect(body).toMatchObject({ success: false, errors: [{ code: 971 }] });
    const wait = Number(headers.get('retry-after'));
    expect(wait).toBeGreaterThan(115);
    expect(wait).toBeLessThanOrEqual(120);
    expect(parameters(headers.get('ratelimit'))).toMatchObject({ r: 0 });
    expect(simulator.statistics().rateLimited).toBe(3);

    const other = await ask(simulator, '/workers/domains', { token: 'other' });
    expect(other.status).toBe(200);
  });

  it('ends, and a lock-out with it', async () => {
    let now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
    try {
      simulator = await startSimulator({
        quota: { requests: 1, windowSeconds: 10, lockoutSeconds: 30 },
      });
      const statusAfter = async (seconds: number) => {
        now += seconds * 1000;
        return (await ask(simulator, '/workers/domains')).status;
      };
      expect(await statusAfter(0)).toBe(200);
      expect(await statusAfter(10)).toBe(200);
      expect(await statusAfter(0)).toBe(429);
      expect(await statusAfter(29)).toBe(429);
      expect(await statusAfter(1)).toBe(200);
    } finally {
      clock.mockRestore();
    }
  });

  it('counts GraphQL on its own and does not announce it', async () => {
    simulator = await startSimulator({
      quota: { requests: 8, windowSeconds: 60 },
    });
    const query = () =>
      ask(simulator, '~/graphql', { method: 'POST', body: '{"query":"{a}"}' });
    const first = await query();
    expect(first.headers.get('ratelimit')).toBeNull();
    await query();
    const refused = await query();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    const { headers } = await ask(simulator, '/workers/domains');
    expect(parameters(headers.get('ratelimit'))).toMatchObject({ r: 7 });
  });

  it('can be switched off and replaced', async () => {
    simulator = await startSimulator({ quota: 'off' });
    const { headers } = await ask(simulator, '/workers/domains');
    expect(headers.get('ratelimit')).toBeNull();
    simulator.setQuota({ requests: 1, windowSeconds: 60 });
    expect((await ask(simulator, '/workers/domains')).status).toBe(200);
    expect((await ask(simulator, '/workers/domains')).status).toBe(429);
    simulator.setQuota('off');
    expect((await ask(simulator, '/workers/domains')).status).toBe(200);
  });
});
