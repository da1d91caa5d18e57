import { BudgetSpent, Pacer, type Permit } from './paced';

const options = {
  requests: 100,
  windowSeconds: 10,
  share: 1,
  concurrency: 4,
};
const soon = () => performance.now() + 60_000;

describe('Pacer', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Collects what becomes of a request. */
  function watch(promise: Promise<Permit>) {
    const seen: { permit?: Permit; error?: unknown } = {};
    promise.then(
      permit => {
        seen.permit = permit;
      },
      error => {
        seen.error = error;
      },
    );
    return seen;
  }
  const tick = (ms = 0) => jest.advanceTimersByTimeAsync(ms);

  it('keeps a part of its concurrency for interactive requests, which go first', async () => {
    const pacer = new Pacer(options);
    const background = Array.from({ length: 5 }, () =>
      watch(pacer.acquire('background', soon())),
    );
    await tick();
    expect(background.filter(b => b.permit)).toHaveLength(3);
    const interactive = [1, 2].map(() =>
      watch(pacer.acquire('interactive', soon())),
    );
    await tick();
    expect(interactive.map(i => !!i.permit)).toEqual([true, false]);
    background[0].permit!.settle();
    await tick();
    expect(interactive.map(i => !!i.permit)).toEqual([true, true]);
    expect(background.filter(b => b.permit)).toHaveLength(3);
    background[1].permit!.settle();
    background[2].permit!.settle();
    interactive.forEach(i => i.permit!.settle());
    await tick();
    expect(background.every(b => b.permit)).toBe(true);
  });

  it('spends the budget in a burst and the next when the window has passed', async () => {
    const pacer = new Pacer({ ...options, requests: 5 });
    let done = 0;
    const request = async () => {
      const permit = await pacer.acquire('background', soon());
      done++;
      permit.settle();
    };
    const all = Promise.all(Array.from({ length: 12 }, request));
    await tick(5);
    expect(done).toBe(5);
    await tick(9_000);
    expect(done).toBe(5);
    await tick(1_100);
    expect(done).toBe(10);
    await tick(10_100);
    await all;
    expect(done).toBe(12);
  });

  it('refuses at once what could not start before its deadline', async () => {
    const pacer = new Pacer({ ...options, requests: 1 });
    (await pacer.acquire('interactive', soon())).settle();
    const late = watch(pacer.acquire('interactive', performance.now() + 5_000));
    await tick();
    expect(late.error).toBeInstanceOf(BudgetSpent);
    expect(late.error).toMatchObject({ retryAfter: 11, lockedOut: false });
  });

  it('lets nobody go during a lock-out, and ends it', async () => {
    const pacer = new Pacer(options);
    const waiting = watch(pacer.acquire('interactive', soon()));
    await tick();
    pacer.lockOut(20);
    const patient = watch(pacer.acquire('interactive', soon()));
    const hasty = watch(
      pacer.acquire('background', performance.now() + 19_000),
    );
    await tick();
    expect(waiting.permit).toBeDefined();
    expect(hasty.error).toMatchObject({ retryAfter: 20, lockedOut: true });
    expect(pacer.state().lockedOutUntil?.getTime()).toBe(Date.now() + 20_000);
    await tick(19_999);
    expect(patient.permit).toBeUndefined();
    await tick(2);
    expect(patient.permit).toBeDefined();
    expect(pacer.state().lockedOutUntil).toBeUndefined();
  });

  it('refuses those whose deadline a new lock-out crosses', async () => {
    const pacer = new Pacer({ ...options, concurrency: 1 });
    const first = await pacer.acquire('interactive', soon());
    const second = watch(
      pacer.acquire('interactive', performance.now() + 10_000),
    );
    pacer.lockOut(300);
    first.settle();
    await tick();
    expect(second.error).toMatchObject({ retryAfter: 300, lockedOut: true });
  });

  it('leaves the queue when aborted', async () => {
    const pacer = new Pacer({ ...options, concurrency: 1 });
    const first = await pacer.acquire('interactive', soon());
    const controller = new AbortController();
    const aborted = watch(
      pacer.acquire('interactive', soon(), controller.signal),
    );
    const next = watch(pacer.acquire('interactive', soon()));
    controller.abort(new Error('enough'));
    first.settle();
    await tick();
    expect(aborted.error).toEqual(new Error('enough'));
    expect(next.permit).toBeDefined();
  });

  it('does not keep a reserve when there is a single slot', async () => {
    const pacer = new Pacer({ ...options, concurrency: 1 });
    const only = watch(pacer.acquire('background', soon()));
    await tick();
    expect(only.permit).toBeDefined();
  });
});
